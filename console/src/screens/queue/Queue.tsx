import { Button } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import {
  type Asked,
  listing,
  NEWEST_FIRST,
  PLAIN,
  queryClient,
  useListing,
} from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { AsideRow, Row } from "../../api/types";
import { Empty } from "../../words/Empty";
import { t } from "../../words/language";
import { PageTitle } from "../../words/PageTitle";
import { ProblemNote } from "../../words/ProblemNote";
import page from "../../words/Screen.module.css";
import { count } from "../../words/spoken";
import { Waiting } from "../../words/Waiting";
import { AsideTable } from "./AsideTable";
import { Filters } from "./Filters";
import { Keys } from "./Keys";
import styles from "./Queue.module.css";
import { RequestTable } from "./RequestTable";
import { SavedViews } from "./SavedViews";
import { SearchBox } from "./SearchBox";
import { Together } from "./Together";
import { leftOut, narrowing, useAsked } from "./use-asked";
import { ViewTabs } from "./ViewTabs";
import { viewOf } from "./views";

/** Every request of both channels in one list, newest first. */
export function Queue() {
  const [asked, change] = useAsked();
  const { byDateOnly: dated, unsearched } = viewOf(asked.view);
  return (
    <>
      <PageTitle words={t("Queue")} />
      <div className={page.top}>
        <h1 className={page.title}>{t("Academic requests")}</h1>
        <SavedViews />
        {unsearched ? null : <SearchBox value={asked.q} onChange={(q) => change({ q })} />}
        <Keys />
      </div>
      <ViewTabs view={asked.view} onChange={(view) => change({ ...whole(view, asked), view })} />
      <section className={styles.sheet} aria-label={t(viewOf(asked.view).label)}>
        <LeftOut />
        <Listed
          key={asked.view}
          asked={asked}
          onSort={dated ? null : (sort) => change({ sort })}
          onNarrow={dated ? null : change}
        />
      </section>
    </>
  );
}

/** What a view is asked for when one comes to it: what it cannot be narrowed by is left behind. */
function whole(view: string, asked: Asked): Partial<Asked> {
  const { byDateOnly, unsearched } = viewOf(view);
  if (!byDateOnly) return { sort: NEWEST_FIRST };
  return { ...PLAIN, q: unsearched ? "" : asked.q, sort: NEWEST_FIRST };
}

/** Says that the list is whole although its address has filters, and where they count. */
function LeftOut() {
  const [params] = useSearchParams();
  const open = leftOut(params);
  if (!open) return null;
  return (
    <p className={styles.hint}>
      {t("This list takes no filters: those in the address are left out.")}{" "}
      <Link to={open}>{t("Show what is open with them")}</Link>
    </p>
  );
}

interface ListedProps {
  asked: Asked;
  onSort: ((sort: string) => void) | null;
  onNarrow: ((change: Partial<Asked>) => void) | null;
}

function Listed({ asked, onSort, onNarrow }: ListedProps) {
  const list = useListing(asked);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState(false);
  const assign = useCallback(() => setAssigning(true), []);
  const assigned = useCallback(() => setAssigning(false), []);
  const rows = useMemo(
    () => list.data?.pages.flatMap((page): (Row | AsideRow)[] => page.requests) ?? [],
    [list.data],
  );
  // What failed is asked for again by the button only, or once the list was read again; not while
  // it is being read, which that would break off.
  const more = list.hasNextPage && !list.isFetching && !list.isFetchNextPageError;
  const fetchNext = list.fetchNextPage;
  const onEnd = useCallback(() => {
    // As it stands by now: on a busy machine an answer is there before it is drawn.
    const now = queryClient.getQueryState(listing(asked).queryKey);
    if (more && now?.status === "success" && now.fetchStatus === "idle") void fetchNext();
  }, [asked, more, fetchNext]);
  const choose = useCallback((ids: string[], now: boolean) => {
    setTicked((before) => {
      const next = new Set(before);
      for (const id of ids) now ? next.add(id) : next.delete(id);
      return next;
    });
  }, []);
  const aside = asked.view === "set-aside";
  const requests = useMemo(() => (aside ? [] : (rows as Row[])), [aside, rows]);
  // What has left the list is chosen no more: nobody sees it.
  const together = useMemo(() => requests.filter(({ id }) => ticked.has(id)), [requests, ticked]);
  const chosen = useMemo(() => new Set(together.map(({ id }) => id)), [together]);
  return (
    <div aria-busy={list.isPlaceholderData} className={styles.listed}>
      {onNarrow ? <Filters asked={asked} rows={requests} onChange={onNarrow} /> : null}
      <Together
        rows={together}
        onClear={() => setTicked(new Set())}
        onDone={(ids) => choose(ids, false)}
        assigning={assigning}
        onAssigning={assigned}
      />
      {list.isPending ? <Waiting words={t("Reading the queue")} /> : null}
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.data && rows.length === 0 ? <Nothing asked={asked} /> : null}
      {rows.length > 0 && aside ? <AsideTable rows={rows as AsideRow[]} /> : null}
      {requests.length > 0 ? (
        <RequestTable
          rows={requests}
          total={list.data?.pages[0]?.total ?? null}
          more={list.hasNextPage}
          sort={asked.sort}
          onSort={onSort}
          chosen={chosen}
          onChoose={choose}
          onAssign={assign}
          onEnd={onEnd}
        />
      ) : null}
      <Foot list={list} shown={rows.length} />
    </div>
  );
}

function Foot({ list, shown }: { list: ReturnType<typeof useListing>; shown: number }) {
  const first = list.data?.pages[0];
  if (!first) return null;
  return (
    <>
      {first.hint ? <p className={styles.hint}>{first.hint}</p> : null}
      <div className={styles.foot}>
        <span role="status" aria-label={t("How many are shown")}>
          {first.total === null || shown === 0
            ? t("{shown} shown", { shown: count(shown) })
            : t("{shown} of {total}", { shown: count(shown), total: count(first.total) })}
        </span>
        {shown > 0 && list.hasNextPage ? (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => list.fetchNextPage()}
          >
            {t("Show more")}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Nothing({ asked }: { asked: Asked }) {
  if (narrowing(asked).length > 0) {
    return (
      <Empty title={t("Nothing here fits these filters.")}>
        <p>{t("Take one off, or look in another view.")}</p>
      </Empty>
    );
  }
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
