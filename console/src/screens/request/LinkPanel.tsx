import { Button, CopyButton } from "@mantine/core";
import type { Detail } from "../../api/types";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import styles from "./LinkPanel.module.css";

/** The link that students open, once there is one. */
export function LinkPanel({ detail: { request } }: { detail: Detail }) {
  const { link } = request;
  if (!link) return null;
  return (
    <Panel title={t("Link for the students")}>
      <div className={styles.row}>
        <a className={styles.url} href={link.url} target="_blank" rel="noreferrer">
          {link.url}
        </a>
        <CopyButton value={link.url} timeout={2500}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={<Icon name={copied ? "check" : "copy"} />}
              onClick={copy}
            >
              {copied ? t("Copied") : t("Copy link")}
            </Button>
          )}
        </CopyButton>
      </div>
      {link.from || link.to ? (
        <p className={styles.dates}>
          {t("Opens from")} <When at={link.from} /> {t("to")} <When at={link.to} />.
        </p>
      ) : null}
    </Panel>
  );
}
