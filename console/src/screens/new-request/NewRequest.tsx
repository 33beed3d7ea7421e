import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf, Refusal } from "../../api/refusal";
import type { Detail } from "../../api/types";
import { useKey } from "../../api/use-key";
import { SchemaForm } from "../../forms/SchemaForm";
import type { FieldSchema } from "../../forms/schema";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { mark, t } from "../../words/language";

const REQUEST: FieldSchema = {
  properties: {
    isn: {
      type: "string",
      title: mark("ISBN or ISSN"),
      description: mark("With or without hyphens. Without one, the title below is enough."),
    },
    title: { type: "string", title: mark("Title of the book or journal") },
    extract_title: { type: "string", title: mark("Chapter or article") },
    pages: { type: "string", title: mark("Pages"), "x-pages": true },
    course: {
      type: "string",
      title: mark("Course"),
      "x-lookup": "/api/courses?q=",
      "x-value": "code",
      "x-label": ["code", "name"],
    },
    note: { type: "string", title: mark("Note"), "x-multiline": true },
  },
};

const NEITHER = new Refusal({
  title: mark("An ISBN, an ISSN or a title is needed."),
  status: 0,
  fields: [{ field: "isn", words: mark("Fill in this or the title.") }],
});

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** A request that the desk starts by itself; once made, it opens. */
export function NewRequest({ opened, onClose }: Props) {
  const navigate = useNavigate();
  const { keyFor, answered } = useKey();
  const making = useMutation({
    mutationFn: async (body: Values) => {
      if (!body.isn && !body.title) throw NEITHER;
      return tell<Detail>("POST", "/api/requests", { body, key: keyFor(body) });
    },
    onSettled: (_, error) => answered(error),
    onSuccess: (detail) => {
      queryClient.setQueryData(["request", detail.request.id], detail);
      void queryClient.invalidateQueries({ queryKey: ["requests"] });
      close();
      navigate(`/requests/${detail.request.id}`);
    },
  });

  function close() {
    making.reset();
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={close} title={t("New request")}>
      <SchemaForm
        schema={REQUEST}
        submit={t("Start the request")}
        pending={making.isPending}
        problem={making.error ? problemOf(making.error) : null}
        onSubmit={making.mutate}
        onCancel={close}
      />
    </Dialog>
  );
}
