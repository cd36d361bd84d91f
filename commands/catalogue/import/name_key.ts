import { searchKey } from "../../../kernel/search.ts";

/** What makes two names one: no accents, no case. A name of signs alone has no search key and stands for itself. */
export const nameKey = (name: string): string => searchKey(name) || name;
