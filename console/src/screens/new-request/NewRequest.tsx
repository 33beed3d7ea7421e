import { NativeSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ask, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import type { Detail } from "../../api/types";
import { useKey } from "../../api/use-key";
import { SchemaForm } from "../../forms/SchemaForm";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Waiting } from "../../words/Waiting";
import styles from "./NewRequest.module.css";

type Starting = components["schemas"]["Starting"];

/** A request that the desk starts by itself; once made, it opens. */
export default function NewRequest({ onClose }: { onClose: () => void }) {
  const forms = useQuery({
    queryKey: ["starting"],
    queryFn: ({ signal }) => ask<Starting>("/api/starting", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const making = useMaking(onClose);
  return (
    <Dialog opened busy={making.isPending} onClose={onClose} title={t("New request")}>
      {forms.error ? <ProblemNote problem={problemOf(forms.error)} /> : null}
      {forms.isLoading ? <Waiting /> : null}
      {forms.data ? <Form ways={forms.data.ways} making={making} onClose={onClose} /> : null}
    </Dialog>
  );
}

interface FormProps {
  ways: Starting["ways"];
  making: ReturnType<typeof useMaking>;
  onClose: () => void;
}

/** The form of what it is for; what was typed stays when that is thought over. */
function Form({ ways, making, onClose }: FormProps) {
  const [chosen, choose] = useState(ways[0]?.name);
  const way = ways.find(({ name }) => name === chosen);
  if (!way) return null;
  return (
    <div className={styles.form}>
      <NativeSelect
        label={t("What is it for?")}
        data={ways.map(({ name, label }) => ({ value: name, label: t(label) }))}
        value={chosen}
        onChange={(event) => {
          making.reset();
          choose(event.currentTarget.value);
        }}
      />
      <SchemaForm
        schema={way.schema}
        submit={t("Start the request")}
        pending={making.isPending}
        problem={making.error ? problemOf(making.error) : null}
        onSubmit={making.mutate}
        onCancel={onClose}
      />
    </div>
  );
}

function useMaking(onClose: () => void) {
  const navigate = useNavigate();
  const { keyFor, answered } = useKey();
  return useMutation({
    mutationFn: (body: Values) =>
      tell<Detail>("POST", "/api/requests", { body, key: keyFor(body) }),
    onSettled: (_, error) => answered(error),
    onSuccess: (detail) => {
      queryClient.setQueryData(["request", detail.request.id], detail);
      void queryClient.invalidateQueries({ queryKey: ["requests"] });
      onClose();
      navigate(`/requests/${detail.request.id}`);
    },
  });
}
