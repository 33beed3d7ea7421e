import { t } from "../../words/language";
import { Screen } from "../../words/Screen";
import page from "../../words/Screen.module.css";
import { Upload } from "../uploads/Upload";
import { Files } from "./Files";

/** What was copied before the desk was there: a table of readings, and then their PDFs. */
export default function History() {
  return (
    <Screen
      title={t("History import")}
      intro={t(
        "Readings that are live elsewhere count for their course's run, and their students keep one link. They come in by a table, one row a reading and a run, and then by their PDFs.",
      )}
    >
      <div className={page.page}>
        <Upload
          title={t("1. The table")}
          label={t("Readings as CSV")}
          path="/api/history/import"
          file={{
            href: "/api/history/template",
            name: "history.csv",
            words: t("Download the empty table"),
          }}
          send={t("Upload the table")}
          renews={["requests", "totals"]}
        >
          <p>
            {t(
              "Each row becomes a request with the source Imported, which counts for its run. The same table again changes nothing, and a later one may correct OldLink, File, StripFront and StripBack.",
            )}
          </p>
        </Upload>
        <Files />
      </div>
    </Screen>
  );
}
