import type { Detail } from "../../api/types";
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
          <th scope="col">{t("Dates")}</th>
          <th scope="col">{t("Standing")}</th>
          <th scope="col">{t("Opened")}</th>
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

function OpeningRow({ opening }: { opening: Opening }) {
  const { closed } = opening;
  return (
    <tr>
      <th scope="row">
        {opening.course || t("One patron")} {opening.year}
      </th>
      <td>
        {opening.start ? <When at={opening.start} /> : t("at once")}
        {" – "}
        {opening.end ? <When at={opening.end} /> : t("without end")}
      </td>
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
    </tr>
  );
}
