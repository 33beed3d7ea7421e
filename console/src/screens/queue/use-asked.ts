import { useSearchParams } from "react-router";
import type { Asked } from "../../api/queries";
import { viewOf } from "./views";

const NEWEST_FIRST = "-added_on";

/** What the queue is asked for lives in the address, so that it can be kept and shared. */
export function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams();
  const asked = {
    view: viewOf(params.get("view")).id,
    sort: params.get("sort") ?? NEWEST_FIRST,
    q: params.get("q") ?? "",
  };

  function change(said: Partial<Asked>) {
    const next = { ...asked, ...said };
    const plain = { view: "open", sort: NEWEST_FIRST, q: "" };
    const told = Object.entries(next).filter(
      ([name, value]) => plain[name as keyof Asked] !== value,
    );
    setParams(new URLSearchParams(told), { replace: said.q !== undefined });
  }

  return [asked, change];
}
