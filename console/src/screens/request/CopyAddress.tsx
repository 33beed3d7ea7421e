import { Button, CopyButton } from "@mantine/core";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./LinkPanel.module.css";

interface Props {
  url: string;
  label: string;
  /** Whether staff may follow it too, rather than only hand it on. */
  opens?: boolean;
}

/** An address to hand on, copied with one click. */
export function CopyAddress({ url, label, opens = false }: Props) {
  return (
    <div className={styles.row}>
      {opens ? (
        <a className={styles.url} href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      ) : (
        <span className={styles.url}>{url}</span>
      )}
      <CopyButton value={url} timeout={2500}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={<Icon name={copied ? "check" : "copy"} />}
            onClick={copy}
          >
            {copied ? t("Copied") : label}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
