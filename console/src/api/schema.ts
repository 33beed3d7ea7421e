/** The shapes of the API, by hand until `npm run types` draws this file from docs/openapi.json. */
export interface components {
  schemas: {
    Problem: {
      type?: string;
      title: string;
      status: number;
      detail?: string | null;
      instead?: string | null;
      errors?: { field: string; words: string }[];
      changed?: components["schemas"]["HistoryEvent"][];
      version?: number;
    };
    Me: { id: string; name: string; email: string | null; roles: string[]; institution: string };
    Row: {
      id: string;
      number: number;
      kind: string;
      state: string;
      state_label: string;
      phase: string;
      approval: string;
      item: string;
      rlms: string | null;
      rlms_label: string | null;
      added_on: string;
      updated_on: string;
      requester: string | null;
      course: string | null;
      title: string | null;
      work_title: string | null;
      assignee: { id: string; name: string } | null;
      waiting: { for: string; chase_on: string | null } | null;
      badges: string[];
    };
    AsideRow: {
      id: string;
      rlms: string;
      rlms_label: string;
      added_on: string;
      reason: string;
      bytes: number;
      status: string;
    };
    Listing: {
      requests: (components["schemas"]["Row"] | components["schemas"]["AsideRow"])[];
      next: string | null;
      total: number | null;
    };
    RequestCourse: {
      code: string;
      name: string;
      year: string | null;
      start: string | null;
      end: string | null;
      students: number | null;
    };
    Course: {
      code: string;
      aliases: string[];
      name: string;
      department: string | null;
      status: string;
      runs: { year: string; start: string; end: string; students: number | null; weeks: number | null }[];
    };
    Lecturer: { id: string; name: string; email: string | null };
    Work: {
      id: string;
      title: string;
      authors: string[] | string | null;
      isbn: string | null;
      issn: string | null;
      publisher: string | null;
      year: string | number | null;
      edition: string | null;
      pages: number | null;
    };
    Scan: {
      id: string;
      name: string;
      bytes: number;
      pages: number | null;
      status: string;
      findings: { level: string; words: string }[];
      selected: boolean;
      added_on: string;
      added_by: string | null;
    };
    Candidate: {
      id: string;
      course_code: string | null;
      course_name: string | null;
      list_name: string | null;
      title: string | null;
    };
    RequestDetail: Omit<components["schemas"]["Row"], "course"> & {
      version: number;
      theirs?: Record<string, unknown> | null;
      courses: components["schemas"]["RequestCourse"][];
      lecturer: components["schemas"]["Lecturer"] | null;
      work: components["schemas"]["Work"] | null;
      extract: {
        title: string | null;
        authors: string[] | string | null;
        chapter: string | null;
        pages: string | null;
        page_count: number | null;
      } | null;
      dates: { start: string | null; end: string | null } | null;
      licence: {
        basis: string;
        checked_by: string;
        checked_on: string;
        valid_until: string | null;
        note: string | null;
      } | null;
      extent: {
        pages: number | null;
        total: number | null;
        percent: number | null;
        verdict: string;
        words: string;
        confirmed_by: string | null;
        confirmed_on: string | null;
        basis: string | null;
        note: string | null;
      } | null;
      scans: components["schemas"]["Scan"][];
      clearance: { number: string; ordered_on: string; approved_on: string } | null;
      rejection: { reason: string; reason_label: string; note: string | null; on: string } | null;
      link: { url: string; from: string | null; to: string | null } | null;
      candidates: components["schemas"]["Candidate"][];
      requester_detail: {
        user: string | null;
        name: string | null;
        email: string | null;
        why_no_email: string | null;
      } | null;
    };
    Original: {
      fields: { label: string; value: string }[];
      received_on: string | null;
      title?: string | null;
      work_title?: string | null;
      author?: string | null;
      isbn?: string | null;
      issn?: string | null;
      pages?: string | null;
      notes?: string[];
      course_code?: string | null;
      requester?: string | null;
    };
    HistoryEvent: {
      version: number;
      at: string;
      by: string;
      by_name: string;
      action: string;
      label: string;
      words: string | null;
      note: string | null;
      from: string | null;
      to: string | null;
    };
    Message: {
      id: string;
      to: string;
      what: string;
      status: string;
      tries: number;
      next_try: string | null;
      outcome: string | null;
      at: string;
      request?: string | null;
    };
    Offer: {
      action: string;
      label: string;
      tone: string;
      group: string;
      schema: Record<string, unknown>;
      values: Record<string, unknown>;
    };
    Blocked: {
      action: string;
      label: string;
      missing: { need: string; words: string; action: string | null }[];
    };
    Step: { need: string; label: string; done: boolean; action: string | null };
    Detail: {
      request: components["schemas"]["RequestDetail"];
      original: components["schemas"]["Original"];
      history: components["schemas"]["HistoryEvent"][];
      messages: components["schemas"]["Message"][];
      actions: components["schemas"]["Offer"][];
      blocked: components["schemas"]["Blocked"][];
      steps: components["schemas"]["Step"][];
    };
    UploadForm: { scan: string; url: string; fields: Record<string, string> };
    AsideDetail: { delivery: components["schemas"]["AsideRow"]; raw: string };
    Undelivered: { messages: components["schemas"]["Message"][]; next: string | null };
  };
}
