import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { type NoToken, type TokenSource, yapeToken } from "./yape/token.ts";

export interface YapeFormTexts {
  readonly phone: string;
  readonly phoneHint: string;
  readonly phoneError: string;
  readonly code: string;
  readonly codeHint: string;
  readonly codeError: string;
  readonly email: string;
  readonly emailHint: string;
  readonly emailError: string;
  readonly pay: string;
  readonly busy: string;
  readonly problems: Readonly<Record<NoToken, string>>;
}

interface YapeFormProps {
  readonly source: TokenSource;
  readonly amountCentimos: number;
  /** Where the token goes, and what goes with it. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** We know of no mailbox of theirs. */
  readonly asksEmail: boolean;
  readonly texts: YapeFormTexts;
}

/**
 * A phone and an approval code become a token in the browser, and the token alone is sent to us: the fields have no name, so
 * no form can carry them. There only where scripts run, since without one they would have to.
 */
export default function YapeForm(
  { source, amountCentimos, action, fields, asksEmail, texts }: YapeFormProps,
) {
  const runs = useSignal(false), busy = useSignal(false), problem = useSignal("");
  const errors = useSignal<Readonly<Record<string, string>>>({});
  const typed = useRef<HTMLFormElement>(null), sent = useRef<HTMLFormElement>(null);
  useEffect(() => {
    runs.value = true;
    const back = () => busy.value = false; // the browser's way back brings the page as it was left
    addEventListener("pageshow", back);
    return () => removeEventListener("pageshow", back);
  }, []);
  if (!runs.value) return null;

  const textOf = (id: string) => typed.current!.querySelector<HTMLInputElement>(`#${id}`)?.value.trim() ?? "";
  const digitsOf = (id: string) => textOf(id).replace(/[\s-]/g, "");
  const pay = async (event: Event) => {
    event.preventDefault();
    if (busy.value) return;
    const phone = digitsOf("yape-phone").replace(/^(?:\+?51)(?=\d{9}$)/, ""), code = digitsOf("yape-code");
    const email = textOf("yape-email");
    problem.value = "";
    errors.value = {
      ...!/^\d{9}$/.test(phone) && { "yape-phone": texts.phoneError },
      ...!/^\d{6}$/.test(code) && { "yape-code": texts.codeError },
      ...asksEmail && !/^\S+@\S+\.\S+$/.test(email) && { "yape-email": texts.emailError },
    };
    const [wrong] = Object.keys(errors.value);
    if (wrong) return typed.current!.querySelector<HTMLElement>(`#${wrong}`)?.focus();
    busy.value = true;
    const made = await yapeToken(source, { phone, code, amountCentimos });
    if ("problem" in made) {
      problem.value = texts.problems[made.problem];
      busy.value = false;
      return;
    }
    const form = sent.current!;
    (form.elements.namedItem("token") as HTMLInputElement).value = made.token;
    if (asksEmail) (form.elements.namedItem("email") as HTMLInputElement).value = email;
    form.submit();
  };
  return (
    <>
      <form ref={typed} class="grid gap-4" noValidate onSubmit={pay}>
        <Field
          name=""
          id="yape-phone"
          type="tel"
          label={texts.phone}
          hint={texts.phoneHint}
          error={errors.value["yape-phone"]}
          inputMode="numeric"
          autocomplete="tel-national"
          maxLength={16}
          required
        />
        <Field
          name=""
          id="yape-code"
          label={texts.code}
          hint={texts.codeHint}
          error={errors.value["yape-code"]}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={7}
          required
        />
        {asksEmail && (
          <Field
            name=""
            id="yape-email"
            type="email"
            label={texts.email}
            hint={texts.emailHint}
            error={errors.value["yape-email"]}
            autocomplete="email"
            maxLength={120}
            required
          />
        )}
        {problem.value && <Notice tone="danger" title={problem.value} />}
        <Button size="till" wide aria-disabled={busy.value || undefined}>
          {busy.value ? texts.busy : texts.pay}
        </Button>
      </form>
      <form ref={sent} method="post" action={action} hidden>
        {Object.entries({ ...fields, token: "", ...asksEmail && { email: "" } }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
    </>
  );
}
