import { useLocation, useSearchParams } from "react-router";
import { type Asked, PLAIN } from "../../api/queries";
import { viewOf } from "./views";

/** What the queue is asked for lives in the address, so that it can be kept and shared. */
export function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  const asked = askedBy(params);

  function change(said: Partial<Asked>) {
    // Who has gone on meanwhile, as to a request, is not called back by what was typed before.
    if (window.location.pathname !== pathname) return;
    // From the address as it is now: a search that was typed a moment ago must not undo a click.
    const now = new URLSearchParams(window.location.search);
    // Each letter of a search is no step to go back to; another view or filter is.
    if (Object.keys(said).every((name) => name === "q")) {
      now.delete("q");
      if (said.q) now.set("q", said.q);
      return setParams(now, { replace: true });
    }
    const told = Object.entries({ ...askedBy(now), ...said }).filter(
      ([name, value]) => PLAIN[name as keyof Asked] !== value,
    );
    setParams(new URLSearchParams(told));
  }

  return [asked, change];
}

/** What is listed by date only is asked for whole: the desk would refuse filters and other orders. */
export function askedBy(params: URLSearchParams): Asked {
  const view = viewOf(params.get("view"));
  return {
    ...PLAIN,
    ...(view.byDateOnly ? {} : said(params)),
    view: view.id,
    q: view.unsearched ? "" : (params.get("q") ?? ""),
  };
}

function said(params: URLSearchParams): Partial<Asked> {
  return Object.fromEntries([...params].filter(([name, value]) => name in PLAIN && value));
}

/** The address of the open queue as an address narrows it, where its view takes none. */
export function leftOut(params: URLSearchParams): string | null {
  if (!viewOf(params.get("view")).byDateOnly) return null;
  const kept = Object.entries(said(params)).filter(([name]) => !["view", "sort"].includes(name));
  return kept.some(([name]) => name !== "q") ? `/?${new URLSearchParams(kept)}` : null;
}

/** What narrows the view, by name; the view itself, its order and its search are not among them. */
export function narrowing(asked: Asked): (keyof Asked)[] {
  const names = Object.keys(PLAIN) as (keyof Asked)[];
  return names.filter((name) => !["view", "sort", "q"].includes(name) && asked[name] !== "");
}
