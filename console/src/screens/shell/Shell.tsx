import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { useUndelivered } from "../../api/queries";
import { Icon } from "../../words/Icon";
import { Later } from "../../words/Later";
import { t } from "../../words/language";
import { Waiting } from "../../words/Waiting";
import { useSignedIn } from "./me";
import { SchemeSwitch } from "./SchemeSwitch";
import { SetUp } from "./SetUp";
import styles from "./Shell.module.css";
import { usePlace } from "./use-place";
import { Who } from "./Who";

// Apart, because a form weighs more than the list that most come to see.
const NewRequest = lazy(() => import("../new-request/NewRequest"));

/** What stands around every screen: where one is, what waits, who one is. */
export function Shell() {
  const me = useSignedIn();
  const { pathname } = useLocation();
  usePlace();
  const [asking, { open, close }] = useDisclosure(false);
  return (
    <>
      <a className={styles.skip} href="#content">
        {t("Skip to the content")}
      </a>
      <header className={styles.head}>
        <NavLink to="/" className={styles.mark} aria-label={t("Scandesk, to the queue")}>
          Scandesk
        </NavLink>
        <span className={styles.institution}>{me.institution}</span>
        <nav className={styles.nav} aria-label={t("Main")}>
          <NavLink to="/today">{t("Today")}</NavLink>
          <NavLink to="/" end>
            {t("Queue")}
          </NavLink>
          <NavLink to="/approvals">{t("Approvals")}</NavLink>
          <NavLink to="/undelivered">
            {t("Undelivered")} <UndeliveredCount />
          </NavLink>
          {me.roles.includes("administrator") ? <SetUp /> : null}
        </nav>
        <div className={styles.tools}>
          {me.roles.includes("digitiser") ? (
            <Button leftSection={<Icon name="plus" />} onClick={open}>
              {t("New request")}
            </Button>
          ) : null}
          <SchemeSwitch />
          <Who me={me} />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        <Later of={pathname} waiting={<Waiting />}>
          <Outlet />
        </Later>
      </main>
      {asking ? (
        <Later>
          <NewRequest onClose={close} />
        </Later>
      ) : null}
    </>
  );
}

/** How many messages nobody received; silent while there are none. */
function UndeliveredCount() {
  const { data } = useUndelivered();
  const messages = data?.pages.flatMap((page) => page.messages).length ?? 0;
  if (messages === 0) return null;
  const more = data?.pages.at(-1)?.next ? "+" : "";
  return (
    <span className={styles.count}>
      {messages}
      {more}
    </span>
  );
}
