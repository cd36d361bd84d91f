export { unflatten } from "devalue";
