import { Ajv2020 } from "ajv/2020";
import { parse } from "yaml";

// deno-lint-ignore no-explicit-any -- descriptions of others, read as they are
type Json = Record<string, any>;

const FOLDER = `${Deno.env.get("CASERITO_SHARED") ?? "../shared"}/data/contracts`;
export const CONTRACTS_MISSING = (() => {
  try {
    return Deno.statSync(FOLDER).isDirectory ? null : FOLDER;
  } catch {
    return FOLDER;
  }
})();

/** What a description says against a body, in words; empty where it agrees. */
export type Contract = (body: unknown) => readonly string[];

const ajvOf = () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addFormat("phone-number", /^\+[1-9]\d{7,14}$/);
  return ajv;
};

/**
 * The messages of WhatsApp as Meta's own description (v23.0) has them, with two corrections where it contradicts Meta's own
 * guide and examples (payments-peru §3.5): `language.policy` is not required, and a button's index is 0 to 9.
 */
export function whatsAppContracts(): { readonly send: Contract; readonly webhook: Contract } {
  const description = parse(Deno.readTextFileSync(`${FOLDER}/whatsapp-business-messaging-v23.yaml`)) as Json;
  const { schemas } = description.components;
  schemas.LanguageObject.required = ["code"];
  for (const component of ["TemplateComponent", "ButtonComponent"]) {
    const of = schemas[component].allOf?.[1] ?? schemas[component];
    of.properties.index.pattern = "^[0-9]$";
  }
  // A description says which kind a component is by its discriminator alone, which a validator does not follow.
  schemas.TemplateObject.properties.components.items = {
    oneOf: ["Header", "Body", "Button"].map((kind) => ({ $ref: `#/components/schemas/${kind}Component` })),
  };
  const { post } = description.paths["/{Version}/{Phone-Number-ID}/messages"];
  const hook = description.paths["/whatsapp/webhooks"].post;
  const ajv = ajvOf();
  ajv.addSchema({ $id: "whatsapp", components: { schemas } });
  return {
    send: contractOf(ajv, inWhatsApp(post.requestBody.content["application/json"].schema)),
    webhook: contractOf(ajv, inWhatsApp(hook.requestBody.content["application/json"].schema)),
  };
}
const inWhatsApp = ({ $ref }: Json): Json => ({ $ref: `whatsapp${$ref}` });

/** The form of Twilio's own description; what it does not name is refused, which it leaves open itself. */
export function twilioContract(): Contract {
  const description = JSON.parse(Deno.readTextFileSync(`${FOLDER}/twilio-api-v2010.json`)) as Json;
  const { post } = description.paths["/2010-04-01/Accounts/{AccountSid}/Messages.json"];
  const schema = post.requestBody.content["application/x-www-form-urlencoded"].schema;
  const ajv = ajvOf();
  ajv.addSchema({ $id: "twilio", components: { schemas: description.components.schemas } });
  const check = contractOf(
    ajv,
    JSON.parse(
      JSON.stringify({ ...schema, additionalProperties: false }).replaceAll('"#/', '"twilio#/'),
    ),
  );
  return (form) => check(Object.fromEntries(form as URLSearchParams));
}

function contractOf(ajv: Ajv2020, schema: Json): Contract {
  const validate = ajv.compile(schema);
  return (body) =>
    validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
