import { useEffect } from "preact/hooks";

interface PaymentWaitProps {
  /** Answers `{items: [{amountCentimos}]}`. */
  readonly feed: string;
  readonly amountCentimos: number;
}

const LOOK_MS = 3_000;

/** Looks at the feed while the page is in sight, and loads the page anew once the amount has come. Shows nothing itself. */
export default function PaymentWait({ feed, amountCentimos }: PaymentWaitProps) {
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return;
      const answer = await fetch(feed).catch(() => null);
      if (!answer?.ok) return;
      const { items } = await answer.json() as { items: readonly { amountCentimos: number }[] };
      if (items.some((item) => item.amountCentimos === amountCentimos)) location.reload();
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [feed, amountCentimos]);
  return null;
}
