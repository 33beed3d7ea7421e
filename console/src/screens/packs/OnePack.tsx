import type { components } from "../../api/schema";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { Scroll } from "../../words/Scroll";
import { More, Table } from "../../words/Table";
import { When } from "../../words/When";
import styles from "./Packs.module.css";

export type Pack = components["schemas"]["PackShape"];

/** One pack: its allowances with whose figures they are, and all else folded away. */
export function OnePack({ pack }: { pack: Pack }) {
  const name = pack.version ? `${pack.name} (${pack.version})` : pack.name;
  return (
    <Panel title={t(name)} quiet={!pack.in_force} aside={<Standing pack={pack} />}>
      <div className={styles.body}>
        <p>
          <code>{pack.code}</code>, {pack.region ? `${pack.region}, ` : ""}
          <Days pack={pack} />
        </p>
        <p>{pack.words}</p>
        {pack.limits.length > 0 ? <Limits pack={pack} /> : null}
        <Conditions pack={pack} />
      </div>
    </Panel>
  );
}

function Standing({ pack }: { pack: Pack }) {
  const used = pack.used ? t("Used") : t("Chosen by a person");
  return (
    <span className={styles.standing}>
      {used}, {pack.in_force ? t("in force") : t("not in force")}
    </span>
  );
}

function Days({ pack }: { pack: Pack }) {
  return (
    <>
      {pack.since ? (
        <>
          {t("from")} <When at={pack.since} />
        </>
      ) : (
        t("from the beginning")
      )}{" "}
      {pack.until ? (
        <>
          {t("to")} <When at={pack.until} />
        </>
      ) : (
        t("without an end")
      )}
    </>
  );
}

function Limits({ pack }: { pack: Pack }) {
  return (
    <Scroll className={styles.limits}>
      <Table heads={[t("What it allows"), t("Whose figure"), t("Sources")]}>
        {pack.limits.map((limit) => (
          <tr key={limit.name}>
            <th scope="row">
              {limit.words}
              {limit.note ? <More>{limit.note}</More> : null}
            </th>
            <td>{limit.weight}</td>
            <td>{limit.sources.join(", ")}</td>
          </tr>
        ))}
      </Table>
    </Scroll>
  );
}

function Conditions({ pack }: { pack: Pack }) {
  return (
    <details className={styles.more}>
      <summary>{t("Conditions, dates and sources")}</summary>
      {pack.dated ? <p>{pack.dated}</p> : null}
      {pack.repertoire ? <p>{pack.repertoire}</p> : null}
      <List items={pack.conditions} />
      {pack.changed.length > 0 ? (
        <p>{t("Changed by your library: {changed}", { changed: pack.changed.join(", ") })}</p>
      ) : null}
      {pack.notice.text ? (
        <>
          <h3>{t("The copyright notice")}</h3>
          <p className={styles.notice}>{pack.notice.text}</p>
          <p>
            {t(pack.notice.status_label)}
            {pack.notice.note ? `: ${pack.notice.note}` : ""}
          </p>
        </>
      ) : null}
      <h3>{t("Sources")}</h3>
      <List items={pack.sources.map((one) => `${one.key}: ${one.where}`)} />
    </details>
  );
}

function List({ items }: { items: string[] }) {
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
