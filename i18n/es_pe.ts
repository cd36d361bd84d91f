/** Everything Caserito says in the Spanish of Peru, complete by type: a new refusal does not compile without a sentence. */
export { FIELD_NAMES, type FieldMessage, fieldMessages } from "./es_pe/fields.ts";
export { refusalText } from "./es_pe/refusals.ts";
export { SALE_FLAG_TEXTS } from "./es_pe/sale_flags.ts";
export { ROLE_NAMES, signInText } from "./es_pe/people.ts";
