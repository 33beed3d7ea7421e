import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { queryClient } from "./api/queries";
import { Queue } from "./screens/queue/Queue";
import { Doors } from "./screens/shell/Doors";
import { NotFound } from "./screens/shell/NotFound";
import { Shell } from "./screens/shell/Shell";
import { theme } from "./theme/theme";
import { Announcer } from "./words/Announcer";

const Approvals = lazy(() => import("./screens/approvals/Approvals"));
const CleanUp = lazy(() => import("./screens/clean-up/CleanUp"));
const Connections = lazy(() => import("./screens/connections/Connections"));
const Courses = lazy(() => import("./screens/courses/Courses"));
const CoursePage = lazy(() => import("./screens/courses/CoursePage"));
const Dashboard = lazy(() => import("./screens/dashboard/Dashboard"));
const History = lazy(() => import("./screens/history/History"));
const Lecturers = lazy(() => import("./screens/lecturers/Lecturers"));
const Letter = lazy(() => import("./screens/letters/Letter"));
const Letters = lazy(() => import("./screens/letters/Letters"));
const Packs = lazy(() => import("./screens/packs/Packs"));
const People = lazy(() => import("./screens/people/People"));
const Reasons = lazy(() => import("./screens/reasons/Reasons"));
const RequestPage = lazy(() => import("./screens/request/RequestPage"));
const Rules = lazy(() => import("./screens/rules/Rules"));
const SetAsidePage = lazy(() => import("./screens/queue/SetAsidePage"));
const Undelivered = lazy(() => import("./screens/undelivered/Undelivered"));

/** The same key as public/scheme.js reads before the first paint. */
const scheme = localStorageColorSchemeManager({ key: "scandesk-scheme" });

/** The whole console: who may enter, then one screen at a time. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <BrowserRouter>
            <Doors>
              <Routes>
                <Route element={<Shell />}>
                  <Route index element={<Queue />} />
                  <Route path="today" element={<Dashboard />} />
                  <Route path="requests/:id" element={<RequestPage />} />
                  <Route path="set-aside/:id" element={<SetAsidePage />} />
                  <Route path="approvals" element={<Approvals />} />
                  <Route path="courses" element={<Courses />} />
                  <Route path="courses/:code" element={<CoursePage />} />
                  <Route path="lecturers" element={<Lecturers />} />
                  <Route path="undelivered" element={<Undelivered />} />
                  <Route path="letters" element={<Letters />} />
                  <Route path="letters/:letter" element={<Letter />} />
                  <Route path="packs" element={<Packs />} />
                  <Route path="people" element={<People />} />
                  <Route path="history" element={<History />} />
                  <Route path="clean-up" element={<CleanUp />} />
                  <Route path="reasons" element={<Reasons />} />
                  <Route path="rules" element={<Rules />} />
                  <Route path="connections" element={<Connections />} />
                  <Route path="*" element={<NotFound />} />
                </Route>
              </Routes>
            </Doors>
          </BrowserRouter>
        </Announcer>
      </QueryClientProvider>
    </MantineProvider>
  );
}
