import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import { Icon } from "../../words/Icon";
import { mark, t } from "../../words/language";
import styles from "./SetUp.module.css";

/** The screens of those who look after the desk, in the order of the menu. */
const SCREENS = [
  ["/courses", mark("Courses")],
  ["/lecturers", mark("Lecturers")],
  ["/rules", mark("Rules")],
  ["/reasons", mark("Reasons")],
  ["/packs", mark("Policy packs")],
  ["/letters", mark("Letters")],
  ["/people", mark("People")],
  ["/connections", mark("Connections")],
  ["/history", mark("History import")],
  ["/clean-up", mark("Clean-up")],
] as const;

/** The administrators' screens behind one word: a disclosure, which needs no script to open. */
export function SetUp() {
  const menu = useRef<HTMLDetailsElement>(null);
  const { pathname } = useLocation();
  const here = SCREENS.some(([path]) => pathname.startsWith(path));
  useClosing(menu);
  return (
    <details ref={menu} className={styles.menu}>
      <summary data-here={here || undefined}>
        {t("Set up")} <Icon name="fold" size={14} />
      </summary>
      <ul className={styles.list}>
        {SCREENS.map(([path, label]) => (
          <li key={path}>
            <NavLink to={path} onClick={() => close(menu.current)}>
              {t(label)}
            </NavLink>
          </li>
        ))}
      </ul>
    </details>
  );
}

function close(menu: HTMLDetailsElement | null) {
  if (menu) menu.open = false;
}

/** Closes it at a click elsewhere, when the keyboard leaves it, and at Escape. */
function useClosing(menu: React.RefObject<HTMLDetailsElement | null>) {
  useEffect(() => {
    const elsewhere = (event: Event) => {
      const at = event.target;
      if (menu.current?.open && at instanceof Node && !menu.current.contains(at)) {
        close(menu.current);
      }
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !menu.current?.open) return;
      close(menu.current);
      menu.current.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
    document.addEventListener("keydown", escaped);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("focusin", elsewhere);
      document.removeEventListener("keydown", escaped);
    };
  }, [menu]);
}
