import { Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { ask, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { SavedViews as Kept, SavedView } from "../../api/types";
import { useAnnounce } from "../../words/Announcer";
import { Dialog } from "../../words/Dialog";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import styles from "./SavedViews.module.css";

const KEY = ["saved-views"];

/** One's own views of the queue: an address with a name, kept by the desk. */
export function SavedViews() {
  const { search } = useLocation();
  const [naming, { open, close }] = useDisclosure(false);
  const kept = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<Kept>("/api/me/views", signal),
    staleTime: 60_000,
  });
  const views = kept.data?.views ?? [];
  const here = views.find((view) => view.query === search.slice(1));
  return (
    <nav className={styles.views} aria-label={t("Saved views")}>
      {views.map((view) => (
        <Link
          key={view.name}
          to={`/?${view.query}`}
          aria-current={view === here ? "page" : undefined}
        >
          {view.name}
        </Link>
      ))}
      {here ? <Forget view={here} /> : null}
      {kept.data && !here && search ? (
        <Button variant="subtle" size="compact-sm" onClick={open}>
          {t("Save this view")}
        </Button>
      ) : null}
      {kept.error && !kept.data ? <ProblemNote problem={problemOf(kept.error)} /> : null}
      {naming ? <Naming query={search.slice(1)} onClose={close} /> : null}
    </nav>
  );
}

/** They are said whole, so what is kept now is read first, also what another tab has kept. */
function useKeeping(done: string, onDone?: () => void) {
  const announce = useAnnounce();
  return useMutation({
    mutationFn: async (change: (views: SavedView[]) => SavedView[]) => {
      const { views } = await ask<Kept>("/api/me/views");
      return tell<Kept>("PUT", "/api/me/views", { body: { views: change(views) } });
    },
    onSuccess: (kept) => {
      queryClient.setQueryData(KEY, kept);
      announce(done);
      onDone?.();
    },
  });
}

function Forget({ view }: { view: SavedView }) {
  const keeping = useKeeping(t("The view is forgotten."));
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={keeping.isPending}
        onClick={() => keeping.mutate((views) => views.filter(({ name }) => name !== view.name))}
      >
        {t("Forget this view")}
      </Button>
      {keeping.error ? <ProblemNote problem={problemOf(keeping.error)} /> : null}
    </>
  );
}

interface NamingProps {
  query: string;
  onClose: () => void;
}

function Naming({ query, onClose }: NamingProps) {
  const [name, setName] = useState("");
  const keeping = useKeeping(t("The view is saved."), onClose);
  function save(event: FormEvent) {
    event.preventDefault();
    const one = { name: name.trim(), query };
    keeping.mutate((views) => [...views.filter(({ name }) => name !== one.name), one]);
  }
  return (
    <Dialog opened onClose={onClose} title={t("Save this view")}>
      <form className={styles.naming} onSubmit={save}>
        <TextInput
          data-autofocus
          label={t("Name")}
          maxLength={60}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {keeping.error ? <ProblemNote problem={problemOf(keeping.error)} /> : null}
        <Button type="submit" disabled={!name.trim()} loading={keeping.isPending}>
          {t("Save")}
        </Button>
      </form>
    </Dialog>
  );
}
