import { Button, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, useEffect, useState } from "react";
import { Icon } from "../words/Icon";
import { Later } from "../words/Later";
import { t } from "../words/language";
import type { commonOf, FieldProps } from "./FieldInput";
import { useKnownNames } from "./known-names";
import { type Found, lookupOf, useLookup } from "./lookup";
import { takeMarked } from "./marked";
import { Option } from "./Option";
import styles from "./SchemaForm.module.css";
import { asSought, useSentWork } from "./sent-work";
import { useTyping } from "./typing";
import { asText } from "./values";

// Apart, because it holds a form itself.
const EditWork = lazy(() => import("./EditWork"));
const LookUp = lazy(() => import("./LookUp"));
const NewWork = lazy(() => import("./NewWork"));
const NewRecord = lazy(() => import("./NewRecord"));

type Props = FieldProps & ReturnType<typeof commonOf>;

/** One thing out of many, found by typing. */
export function LookupField({ field, value, onChange, defs: _, errors: __, ...common }: Props) {
  const typing = useTyping();
  const [typed, setTyped] = useState("");
  // The box forgets what was typed when one leaves it for the button beside it.
  const [sought, setSought] = useState("");
  const [chosen, setChosen] = useState<Found | null>(null);
  const [adding, { open, close }] = useDisclosure(false);
  const [outside, lookUp] = useDisclosure(false);
  const [editing, edit] = useDisclosure(false);
  const current = asText(value);
  const sent = useSentWork();
  const works = lookupOf(field).startsWith("/api/works");
  const addable = works ? t("New title") : field["x-create"] && t(field["x-create"].title);
  const name = useKnownNames()[current];
  const { found, isFetching, error } = useLookup(field, typed || (name ?? current));
  const among = found.find((one) => one.value === current);
  const known = among ?? (chosen?.value === current ? chosen : null);
  // While one searches, only what was found is offered; Mantine keeps the chosen name by itself.
  const shown = typed
    ? found
    : withChosen(found, known ?? { value: current, label: name ?? current, more: "" });

  // A name once found stays known while the person types for another.
  useEffect(() => {
    if (among) setChosen((before) => (before?.value === among.value ? before : among));
  }, [among]);

  function choose(one: Found | null) {
    typing.stop();
    setChosen(one);
    setSought("");
    onChange(one?.value ?? "");
  }

  function take(id: string, title: string) {
    choose({ value: id, label: title, more: "" });
  }

  function search(text: string) {
    if (!typing.takes(text)) return;
    // What stands there already was not typed by anybody.
    const words = text === known?.label || text === name ? "" : text;
    setTyped(words);
    if (words) setSought(words);
  }

  const nothing = addable
    ? t("Nothing found. Try fewer words, or add it: {addable}.", { addable })
    : t("Nothing found. Try fewer words.");
  return (
    <div>
      <Select
        {...common}
        error={common.error ?? (error ? t("The look-up could not be reached.") : undefined)}
        placeholder={common.placeholder ?? t("Type to search")}
        searchable
        allowDeselect={false}
        clearable={!common.required}
        data={shown}
        filter={({ options }) => options}
        value={current || null}
        onChange={(picked) => choose(shown.find((one) => one.value === picked) ?? null)}
        ref={typing.input}
        // Enter takes what is found; it does not send the choice of before over what is typed.
        onKeyDownCapture={(event) => {
          if (event.key === "Enter" && (typed || (current && !typing.text))) takeMarked(event);
        }}
        onInput={typing.byHand}
        searchValue={typing.text}
        onSearchChange={search}
        nothingFoundMessage={isFetching ? t("Looking…") : nothing}
        renderOption={({ option }) => <Option found={option as Found} />}
        inputContainer={(input) => (
          <div className={styles.row}>
            {input}
            {works ? (
              <Button
                variant="default"
                size="sm"
                leftSection={<Icon name="search" />}
                onClick={lookUp.open}
              >
                {t("Look up")}
              </Button>
            ) : null}
            {addable ? (
              <Button variant="default" size="sm" leftSection={<Icon name="plus" />} onClick={open}>
                {addable}
              </Button>
            ) : null}
            {works && current ? (
              <Button variant="default" size="sm" onClick={edit.open}>
                {t("Edit title")}
              </Button>
            ) : null}
          </div>
        )}
      />
      {known?.more ? <span className={styles.more}>{known.more}</span> : null}
      {adding && !works ? (
        <Later>
          <NewRecord field={field} typed={sought} onClose={close} onAdded={choose} />
        </Later>
      ) : null}
      {adding && works ? (
        <Later>
          <NewWork values={asSought(sent, typed)} onClose={close} onAdded={take} />
        </Later>
      ) : null}
      {editing ? (
        <Later>
          <EditWork id={current} onClose={edit.close} onAdded={take} />
        </Later>
      ) : null}
      {outside ? (
        <Later>
          <LookUp values={asSought(sent, sought)} onClose={lookUp.close} onAdded={take} />
        </Later>
      ) : null}
    </div>
  );
}

function withChosen(found: Found[], chosen: Found): Found[] {
  if (!chosen.value || found.some((one) => one.value === chosen.value)) return found;
  return [chosen, ...found];
}
