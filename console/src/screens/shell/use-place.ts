import { useLayoutEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

/** The keyboard goes on from the top of the screen: what it was on has gone. */
export function toContent() {
  document.getElementById("content")?.focus({ preventScroll: true });
}

/** Opens every page at its top, and gives back the place on it to who goes back. */
export function usePlace() {
  const { key, pathname } = useLocation();
  const how = useNavigationType();
  const places = useRef(new Map<string, number>());
  const before = useRef(pathname);

  // Before the page is put to its top below, which is a place on the new page and not on the old.
  useLayoutEffect(() => {
    const note = () => places.current.set(key, window.scrollY);
    window.addEventListener("scroll", note, { passive: true });
    return () => window.removeEventListener("scroll", note);
  }, [key]);

  useLayoutEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    window.scrollTo(0, how === "POP" ? (places.current.get(key) ?? 0) : 0);
    if (how !== "POP") toContent();
  }, [key, pathname, how]);
}
