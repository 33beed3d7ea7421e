import { Button, CopyButton } from "@mantine/core";
import type { Detail } from "../../api/types";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./LinkPanel.module.css";

type Link = NonNullable<Detail["request"]["link"]>;
type Opening = Link["openings"][number];

/** For which runs the link opens, from when to when, and how often readers came. */
export function Openings({ link }: { link: Link }) {
  if (link.openings.length === 0) return null;
  return (
    <table className={styles.openings}>
      <caption>{t("Opens for")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("Run")}</th>
          <th scope="col">{t("Standing")}</th>
          <th scope="col">{t("Opened")}</th>
          <th scope="col">{t("Link")}</th>
        </tr>
      </thead>
      <tbody>
        {link.openings.map((one) => (
          <OpeningRow key={one.number} opening={one} />
        ))}
      </tbody>
    </table>
  );
}

/** The link with the name of this course on it, for the list of that course. */
function CopyOpening({ opening: { url, course, year } }: { opening: Opening }) {
  const name = `${course || t("One patron")} ${year}`.trim();
  return (
    <CopyButton value={url} timeout={2500}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<Icon name={copied ? "check" : "copy"} />}
          aria-label={copied ? t("Copied") : t("Copy the link for {name}", { name })}
          onClick={copy}
        >
          {copied ? t("Copied") : t("Copy")}
        </Button>
      )}
    </CopyButton>
  );
}

function OpeningRow({ opening }: { opening: Opening }) {
  const { closed } = opening;
  return (
    <tr>
      <th scope="row">
        {opening.course || t("One patron")} {opening.year}
        <span className={styles.small}>
          {opening.start ? <When at={opening.start} /> : t("at once")}
          {" – "}
          {opening.end ? <When at={opening.end} /> : t("without end")}
        </span>
      </th>
      <td>
        <span className={styles.standing} data-standing={opening.standing}>
          {t(opening.standing_label)}
        </span>
        {closed ? <span className={styles.small}>{closed.why}</span> : null}
        {opening.basis_label ? (
          <span className={styles.small}>{t(opening.basis_label)}</span>
        ) : null}
      </td>
      <td>{count(opening.opened)}</td>
      <td>
        <CopyOpening opening={opening} />
      </td>
    </tr>
  );
}
