/** A thread of a team: takes parts of what others replay in the same memory. */
import { workerData } from "node:worker_threads";
import { instanceOf } from "./load.js";
import type { TeamExports, TeamSeat } from "./tensors-team.js";

const { module, memory, worker, stack } = workerData as TeamSeat;
const { exports } = instanceOf<TeamExports>(module, { env: { memory } });
exports.__stack_pointer.value = stack;
exports.attend_team(worker);
