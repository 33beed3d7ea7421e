import { Link, useNavigate } from "react-router";
import type { AsideRow } from "../../api/types";
import { t } from "../../words/language";
import { size } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./RequestTable.module.css";
import { meansRow } from "./row-click";

/** Deliveries that were signed but not understood, each with why. */
export function AsideTable({ rows }: { rows: AsideRow[] }) {
  const navigate = useNavigate();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("Received")}</th>
          <th scope="col">{t("From")}</th>
          <th scope="col">{t("Why it was set aside")}</th>
          <th scope="col">{t("Size")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          // The link inside does the same by keyboard.
          <tr key={row.id} onClick={(event) => meansRow(event) && navigate(pageOf(row))}>
            <td className={styles.date}>
              <When at={row.added_on} fine />
            </td>
            <td>{row.rlms_label}</td>
            <td className={styles.title}>
              <Link to={pageOf(row)}>{t(row.reason)}</Link>
            </td>
            <td className={styles.date}>{size(row.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function pageOf({ id }: AsideRow): string {
  return `/set-aside/${encodeURIComponent(id)}`;
}
