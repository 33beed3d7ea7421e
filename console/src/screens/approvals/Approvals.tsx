import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { problemOf } from "../../api/refusal";
import { Empty } from "../../words/Empty";
import { mark, t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { Sheet } from "../../words/Table";
import table from "../../words/Table.module.css";
import { Waiting } from "../../words/Waiting";
import { SearchBox } from "../queue/SearchBox";
import styles from "./Approvals.module.css";
import { ApprovalTable } from "./ApprovalTable";
import { type Asked, useApprovals, useAsked } from "./use-approvals";

const STATUSES = [
  { value: "wanted", label: mark("Approval wanted") },
  { value: "approved", label: mark("Approved") },
  { value: "refused", label: mark("Refused") },
  { value: "any", label: mark("Any status") },
];

/** What waits for an approver's decision, and what was decided. */
export default function Approvals() {
  const [asked, change] = useAsked();
  return (
    <Screen title={t("Approvals")}>
      <div className={styles.filters}>
        <NativeSelect
          label={t("Status")}
          data={STATUSES.map(({ value, label }) => ({ value, label: t(label) }))}
          value={asked.status}
          onChange={(event) => change({ status: event.currentTarget.value })}
        />
        <SearchBox value={asked.q} onChange={(q) => change({ q })} />
        {asked.record ? (
          <Checkbox
            className={styles.record}
            label={t("Filter by this record")}
            checked={asked.only}
            onChange={(event) => change({ only: event.currentTarget.checked })}
          />
        ) : null}
      </div>
      <Listed asked={asked} />
    </Screen>
  );
}

function Listed({ asked }: { asked: Asked }) {
  const list = useApprovals(asked);
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.approvals);
  const { record, hint } = pages[0] ?? {};
  return (
    <Sheet label={t("Approval requests")} busy={list.isPlaceholderData}>
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting words={t("Reading the approvals")} /> : null}
      {record ? (
        <p className={table.about}>
          {t("Only requests for:")} {record.words}
        </p>
      ) : null}
      {list.data && rows.length === 0 ? (
        <Empty title={t("Nothing is listed here.")}>
          <p>
            {asked.q || asked.record
              ? t("Try another status, or take a filter off.")
              : t("What a rule, a reading list or a colleague wants approved stands here.")}
          </p>
        </Empty>
      ) : null}
      {rows.length > 0 ? <ApprovalTable rows={rows} /> : null}
      {hint ? <p className={table.about}>{hint}</p> : null}
      {list.hasNextPage ? (
        <Button variant="default" m="sm" onClick={() => list.fetchNextPage()}>
          {t("Show more")}
        </Button>
      ) : null}
    </Sheet>
  );
}
