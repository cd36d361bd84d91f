import { testHundred } from "./hundred.ts";

testHundred(1);
