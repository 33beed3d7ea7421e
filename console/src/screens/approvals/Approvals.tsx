import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { problemOf } from "../../api/refusal";
import { Empty } from "../../words/Empty";
import { PageTitle } from "../../words/PageTitle";
import { ProblemNote } from "../../words/ProblemNote";
import { Waiting } from "../../words/Waiting";
import { SearchBox } from "../queue/SearchBox";
import styles from "./Approvals.module.css";
import { ApprovalTable } from "./ApprovalTable";
import { type Asked, useApprovals, useAsked } from "./use-approvals";

const STATUSES = [
  { value: "wanted", label: "Approval wanted" },
  { value: "approved", label: "Approved" },
  { value: "refused", label: "Refused" },
  { value: "any", label: "Any status" },
];

/** What waits for an approver's decision, and what was decided. */
export default function Approvals() {
  const [asked, change] = useAsked();
  return (
    <>
      <PageTitle words="Approvals" />
      <h1 className={styles.title}>Approvals</h1>
      <div className={styles.filters}>
        <NativeSelect
          label="Status"
          data={STATUSES}
          value={asked.status}
          onChange={(event) => change({ status: event.currentTarget.value })}
        />
        <SearchBox value={asked.q} onChange={(q) => change({ q })} />
        {asked.record ? (
          <Checkbox
            className={styles.record}
            label="Filter by this record"
            checked={asked.only}
            onChange={(event) => change({ only: event.currentTarget.checked })}
          />
        ) : null}
      </div>
      <Listed asked={asked} />
    </>
  );
}

function Listed({ asked }: { asked: Asked }) {
  const list = useApprovals(asked);
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.approvals);
  const { record, hint } = pages[0] ?? {};
  return (
    <section
      className={styles.sheet}
      aria-label="Approval requests"
      aria-busy={list.isPlaceholderData}
    >
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting words="Reading the approvals" /> : null}
      {record ? <p className={styles.about}>Only requests for: {record.words}</p> : null}
      {list.data && rows.length === 0 ? (
        <Empty title="Nothing is listed here.">
          <p>
            {asked.q || asked.record
              ? "Try another status, or take a filter off."
              : "What a rule, a reading list or a colleague wants approved stands here."}
          </p>
        </Empty>
      ) : null}
      {rows.length > 0 ? <ApprovalTable rows={rows} /> : null}
      {hint ? <p className={styles.about}>{hint}</p> : null}
      {list.hasNextPage ? (
        <Button variant="default" m="sm" onClick={() => list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </section>
  );
}
