import { Button } from "@mantine/core";
import { type Asked, useListing } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { AsideRow, Row } from "../../api/types";
import { Empty } from "../../words/Empty";
import { t } from "../../words/language";
import { PageTitle } from "../../words/PageTitle";
import { ProblemNote } from "../../words/ProblemNote";
import { count } from "../../words/spoken";
import { Waiting } from "../../words/Waiting";
import { AsideTable } from "./AsideTable";
import styles from "./Queue.module.css";
import { RequestTable } from "./RequestTable";
import { SearchBox } from "./SearchBox";
import { useAsked } from "./use-asked";
import { ViewTabs } from "./ViewTabs";
import { viewOf } from "./views";

/** Every request of both channels in one list, newest first. */
export function Queue() {
  const [asked, change] = useAsked();
  return (
    <>
      <PageTitle words={t("Queue")} />
      <div className={styles.top}>
        <h1 className={styles.title}>{t("Academic requests")}</h1>
        <SearchBox value={asked.q} onChange={(q) => change({ q })} />
      </div>
      <ViewTabs view={asked.view} onChange={(view) => change({ view, sort: "-added_on" })} />
      <section className={styles.sheet} aria-label={t(viewOf(asked.view).label)}>
        <Listed asked={asked} onSort={(sort) => change({ sort })} />
      </section>
    </>
  );
}

function Listed({ asked, onSort }: { asked: Asked; onSort: (sort: string) => void }) {
  const list = useListing(asked);
  if (list.isPending) return <Waiting words={t("Reading the queue")} />;
  if (!list.data) {
    return <ProblemNote problem={problemOf(list.error)} />;
  }
  const rows = list.data.pages.flatMap((page): (Row | AsideRow)[] => page.requests);
  const hint = list.data.pages[0]?.hint;
  const total = list.data.pages[0]?.total ?? null;
  return (
    <div aria-busy={list.isPlaceholderData} className={styles.listed}>
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {rows.length === 0 ? (
        <Nothing asked={asked} />
      ) : asked.view === "set-aside" ? (
        <AsideTable rows={rows as AsideRow[]} />
      ) : (
        <RequestTable
          rows={rows as Row[]}
          sort={asked.sort}
          onSort={viewOf(asked.view).byDateOnly ? null : onSort}
        />
      )}
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {rows.length > 0 ? (
        <div className={styles.foot}>
          <span>
            {count(rows.length)}
            {total === null ? t(" shown") : t(" of {total}", { total: count(total) })}
          </span>
          {list.hasNextPage ? (
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => list.fetchNextPage()}
            >
              {t("Show more")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Nothing({ asked }: { asked: Asked }) {
  if (asked.q) {
    return (
      <Empty title={t("Nothing here matches “{q}”.", { q: asked.q })}>
        <p>
          {t(
            "Try the beginning of a word, a request's ID, a course code or an ISBN. The view All also looks through closed requests.",
          )}
        </p>
      </Empty>
    );
  }
  const view = viewOf(asked.view);
  return (
    <Empty title={t(view.emptyTitle)}>
      <p>{t(view.emptyWords)}</p>
    </Empty>
  );
}
