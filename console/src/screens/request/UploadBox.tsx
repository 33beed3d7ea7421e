import { Button, Progress } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { Scan, UploadForm } from "../../api/types";
import { upload } from "../../api/upload";
import { useAnnounce } from "../../words/Announcer";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { size } from "../../words/spoken";
import { ChosenFiles } from "./ChosenFiles";
import styles from "./Scans.module.css";
import { pathOf } from "./showing";
import { useSending } from "./use-sending";

const TAKEN =
  "application/pdf,.pdf,image/jpeg,image/png,image/tiff,.tif,.tiff,image/gif,image/bmp,image/webp";

interface Props {
  request: string;
  /** The scan at whose end the files go; without one they are a scan of their own. */
  scan?: Scan;
  onDone?: () => void;
}

/**
 * Takes a PDF or pictures by drag and drop, by choosing them or with the camera, and shows how much
 * has gone up. One chosen file goes up at once; several, and what the camera takes, are put in order
 * first, and become one scan.
 */
export function UploadBox({ request, scan, onDone }: Props) {
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState(0);
  const [chosen, setChosen] = useState<File[]>([]);
  const place = useRef<HTMLDivElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const announce = useAnnounce();
  const sending = useSending<File[]>(request, {
    send: async (files, keyFor) => {
      setSent(0);
      const about = files.map(({ name, size, type }) => ({ name, bytes: size, type }));
      const body = about.length === 1 && !scan ? about[0] : { files: about };
      const path = scan
        ? `${pathOf(request, scan.id)}/files`
        : `/api/requests/${encodeURIComponent(request)}/scans`;
      const announced = await tell<UploadForm>("POST", path, { body, key: keyFor(about) });
      let done = 0;
      for (const [place, file] of files.entries()) {
        const form = announced.files[place];
        if (form) await upload(file, form, (share) => setSent(done + share * file.size));
        done += file.size;
      }
    },
    onSuccess: () => {
      setChosen([]);
      announce(t("The scan is in; it is being checked."));
      onDone?.();
    },
  });

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }

  /** `more`: others may follow, as pages before a camera do. */
  function take(files: FileList | null, more = false) {
    const all = [...chosen, ...(files ?? [])];
    for (const { current } of [chooser, camera]) if (current) current.value = "";
    if (sending.isPending || all.length === 0) return;
    // The button that was pressed goes away, so the keyboard waits at the place itself.
    place.current?.focus({ preventScroll: true });
    if (all.length === 1 && !more) sending.mutate(all);
    else setChosen(all);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first.
    <div
      ref={place}
      tabIndex={-1}
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {sending.isPending ? <Sending files={sending.variables} sent={sent} /> : null}
      {!sending.isPending && chosen.length > 0 ? (
        <ChosenFiles
          files={chosen}
          onChange={setChosen}
          onSend={() => sending.mutate(chosen)}
          onMore={() => chooser.current?.click()}
          onPhoto={() => camera.current?.click()}
          about={
            scan
              ? t("These files go to the end of the scan, in this order.")
              : t("One scan will be put together of these files, in this order.")
          }
          send={scan ? t("Add to the scan") : t("Upload as one scan")}
        />
      ) : null}
      {!sending.isPending && chosen.length === 0 ? (
        <p className={styles.invite}>
          <Button
            variant="default"
            leftSection={<Icon name="upload" />}
            onClick={() => chooser.current?.click()}
          >
            {scan ? t("Choose files") : t("Add a scan")}
          </Button>
          <Button
            variant="default"
            className={styles.camera}
            onClick={() => camera.current?.click()}
          >
            {t("Take a picture")}
          </Button>
          <span>{t("or drop a PDF or pictures here")}</span>
          {onDone ? (
            <Button variant="subtle" onClick={onDone}>
              {t("Cancel")}
            </Button>
          ) : null}
        </p>
      ) : null}
      <input
        ref={chooser}
        type="file"
        multiple
        accept={TAKEN}
        aria-label={scan ? t("Files for {name}", { name: scan.name }) : t("Scan as PDF")}
        tabIndex={-1}
        className={styles.chooser}
        onChange={(event) => take(event.currentTarget.files)}
      />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={t("Page by camera")}
        tabIndex={-1}
        className={styles.chooser}
        onChange={(event) => take(event.currentTarget.files, true)}
      />
      {sending.error ? <ProblemNote problem={problemOf(sending.error)} /> : null}
    </div>
  );
}

function Sending({ files, sent }: { files: File[]; sent: number }) {
  const all = files.reduce((sum, file) => sum + file.size, 0);
  const name = files.map((file) => file.name).join(", ");
  return (
    <div className={styles.sending}>
      <p>
        {name} · {t("{sent} of {all}", { sent: size(sent), all: size(all) })}
      </p>
      <Progress
        value={Math.round((sent / (all || 1)) * 100)}
        size="lg"
        aria-label={t("Uploaded")}
      />
    </div>
  );
}
