import type { RequestDetail } from "../../api/types";
import { midway } from "../../words/spoken";
import { When } from "../../words/When";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";

type Answers = RequestDetail["answers"];
type Answer = NonNullable<Answers["coverage"]>;

/** What the licence check found out: each answer with whence it came and until when it holds. */
export function LicenceAnswers({ answers }: { answers: Answers }) {
  const { coverage, permissions, holdings, ownership, original, second_extract } = answers;
  return (
    <>
      {second_extract ? (
        <Fact label="Second extract" place="second-extract">
          Order {second_extract.order}, {second_extract.price}
          <span className={styles.lack}>
            {second_extract.pages} pages for {second_extract.students} students
          </span>
        </Fact>
      ) : null}
      <Fact label="Coverage" place="coverage">
        {coverage ? <Found one={coverage} /> : null}
        {permissions?.standing === "known" || permissions?.standing === "past"
          ? permissions.uses.map((one) => (
              <span key={one.use} className={styles.lack}>
                {one.label}: {midway(one.allowed_label)}
                {one.words ? ` (CLA: ${one.words})` : ""}
              </span>
            ))
          : null}
      </Fact>
      <Fact label="Original" place="original">
        {holdings || ownership || original ? (
          <>
            {holdings ? <Found one={holdings} /> : null}
            {ownership ? <Found one={ownership} /> : null}
            {original ? <Found one={original} /> : null}
          </>
        ) : null}
      </Fact>
    </>
  );
}

function Found({ one }: { one: Answer }) {
  return (
    <span className={styles.line}>
      {one.label}
      <span className={styles.lack}>
        {one.source === "api" ? "CLA" : one.source === "catalogue" ? "Catalogue" : one.checked_by},{" "}
        <When at={one.checked_on} />
        {one.valid_until ? (one.past ? ", was valid until " : ", valid until ") : ""}
        <When at={one.valid_until} />
        {one.past ? " (check again)" : ""}
      </span>
      {one.evidence && (one.source !== "api" || one.value === "not-known") ? (
        <span className={styles.lack}>{one.evidence}</span>
      ) : null}
      {one.override ? <span className={styles.lack}>Because {one.override}</span> : null}
    </span>
  );
}
