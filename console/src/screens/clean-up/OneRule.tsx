import { Link } from "react-router";
import type { components } from "../../api/schema";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import page from "../../words/Screen.module.css";
import { Scroll } from "../../words/Scroll";
import { count } from "../../words/spoken";
import { Table } from "../../words/Table";
import table from "../../words/Table.module.css";
import { When } from "../../words/When";

type Rule = components["schemas"]["CleanUpRule"];

/** One rule: what it takes, when, and what that is tonight. */
export function OneRule({ rule }: { rule: Rule }) {
  const { removals, count: all } = rule;
  const total = (
    <strong>{all > 0 ? plural(all, "{n} tonight|{n} tonight") : t("nothing tonight")}</strong>
  );
  return (
    <Panel title={t(rule.goes)} aside={total} quiet={all === 0}>
      <p className={page.body}>
        {count(rule.value)} {t(rule.when)} ({t("setting")} <code>{rule.setting}</code>)
      </p>
      {removals.length > 0 ? (
        <Scroll>
          <Table heads={[t("What"), t("Request"), t("Due since"), t("Files")]}>
            {removals.map((one) => (
              <tr key={`${one.request} ${one.what} ${one.due}`}>
                <th scope="row">{one.what}</th>
                <td>
                  {one.request ? (
                    <Link to={`/requests/${one.request}`}>{one.request}</Link>
                  ) : (
                    t("none")
                  )}
                </td>
                <td className={table.narrow}>
                  <When at={one.due} />
                </td>
                <td className={table.number}>{count(one.files)}</td>
              </tr>
            ))}
          </Table>
        </Scroll>
      ) : null}
      {all > removals.length ? (
        <p className={table.about}>{plural(all - removals.length, "and {n} more|and {n} more")}</p>
      ) : null}
    </Panel>
  );
}
