import { Button, Progress } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { UploadForm } from "../../api/types";
import { upload } from "../../api/upload";
import { useKey } from "../../api/use-key";
import { useAnnounce } from "../../words/Announcer";
import { Icon } from "../../words/Icon";
import { ProblemNote } from "../../words/ProblemNote";
import { size } from "../../words/spoken";
import styles from "./Scans.module.css";

/** Takes a PDF by drag and drop or by choosing it, and shows how much of it has gone up. */
export function UploadBox({ request }: { request: string }) {
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState(0);
  const chooser = useRef<HTMLInputElement>(null);
  const announce = useAnnounce();
  const { keyFor, answered } = useKey();
  const sending = useMutation({
    mutationFn: async (file: File) => {
      setSent(0);
      const about = { name: file.name, bytes: file.size, type: file.type || "application/pdf" };
      const path = `/api/requests/${encodeURIComponent(request)}/scans`;
      const form = await tell<UploadForm>("POST", path, { body: about, key: keyFor(about) });
      await upload(file, form, setSent);
    },
    onSuccess: () => announce("The scan is in; it is being checked."),
    onSettled: (_done, error) => {
      answered(error ?? undefined);
      return queryClient.invalidateQueries({ queryKey: ["request", request] });
    },
  });

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }

  function take(file: File | undefined) {
    if (file && !sending.isPending) sending.mutate(file);
    if (chooser.current) chooser.current.value = "";
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first.
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {sending.isPending ? (
        <Sending file={sending.variables} share={sent} />
      ) : (
        <p className={styles.invite}>
          <Button
            variant="default"
            leftSection={<Icon name="upload" />}
            onClick={() => chooser.current?.click()}
          >
            Add a scan
          </Button>
          <span>or drop a PDF here</span>
        </p>
      )}
      <input
        ref={chooser}
        type="file"
        accept="application/pdf,.pdf"
        aria-label="Scan as PDF"
        tabIndex={-1}
        className={styles.chooser}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      {sending.error ? <ProblemNote problem={problemOf(sending.error)} /> : null}
    </div>
  );
}

function Sending({ file, share }: { file: File | undefined; share: number }) {
  const percent = Math.round(share * 100);
  return (
    <div className={styles.sending}>
      <p>
        {file?.name} · {size((file?.size ?? 0) * share)} of {size(file?.size ?? 0)}
      </p>
      <Progress value={percent} size="lg" aria-label="Uploaded" />
    </div>
  );
}
