import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, nameOf } from '../auth/actor.js';
import type { AuditRecordDto } from './audit-record.dto.js';
import { answeredProblemOf } from '../problems/answered-problem.js';
import type { Problem } from '../problems/problem.js';
import { AuditNote, knownNoteOf, type NotedEnd, type NotedJob } from './audit-note.js';

/** What a record may say beyond who, where and how it went. */
export interface AuditDetail {
  /** Whether the text of commands is recorded: they may carry secrets. */
  readonly withCommands: boolean;
}

const MOST_HOSTS = 100;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const DENIED = new Set([401, 403, 429]);
/** Reading these is part of watching over others. */
const WATCHED = /^\/(audit|keys)\b/;

/** Whether an answered request belongs into the trail: what changes something, and what was denied. */
export function isAudited(request: FastifyRequest, status: number): boolean {
  if (DENIED.has(status)) return true;
  const isKept = knownNoteOf(request)?.isKept;
  if (isKept !== undefined) return isKept;
  const { method, routeOptions } = request;
  const route = routeOptions.url;
  if (route === undefined) return false;
  return READING.has(method) ? WATCHED.test(route) : true;
}

/** The record of a request that has been answered. */
export function requestRecord(
  request: FastifyRequest,
  reply: FastifyReply,
  detail: AuditDetail,
): AuditRecordDto {
  const actor = actorOf(request);
  const note = knownNoteOf(request) ?? new AuditNote();
  const problem = answeredProblemOf(request);
  return {
    time: new Date().toISOString(),
    event: 'request',
    actor: actor ? nameOf(actor) : (problem?.extras.refusedActor ?? null),
    remote_address: request.ip,
    request_id: request.id,
    action: `${request.method} ${routeName(request.routeOptions.url)}`,
    path: withoutQuery(request.url),
    status: reply.statusCode,
    ...madeBy(reply, note),
    ...noted(note, problem, detail),
  };
}

/** The record of a job's end, by whoever submitted it. */
export function jobEndRecord(job: NotedEnd, detail: AuditDetail): AuditRecordDto {
  const { outcome, worker } = job;
  return {
    time: new Date().toISOString(),
    event: 'job.ended',
    actor: job.data.by ?? null,
    ...jobFields(job, detail),
    ...(outcome ? { job_status: outcome.status } : {}),
    ...(outcome?.error ? { error_type: outcome.error.type } : {}),
    ...(worker === null ? {} : { worker }),
  };
}

/** Jobs are named by their own fields. */
function madeBy(reply: FastifyReply, note: AuditNote): Partial<AuditRecordDto> {
  const location = note.location ?? reply.getHeader('location');
  return typeof location === 'string' && note.jobs.length === 0 ? { location } : {};
}

function noted(note: AuditNote, answered: Problem | undefined, detail: AuditDetail): Partial<AuditRecordDto> {
  const { jobs, hosts, batchId, tool } = note;
  const refusedHosts = answered?.extras.refusedHosts ?? note.refusedHosts;
  const problem = answered?.code ?? note.problem;
  const [first] = jobs;
  const about = jobs.length === 1 && first ? jobFields(first, detail) : manyJobs(jobs, hosts, batchId);
  return {
    ...(tool === undefined ? {} : { tool }),
    ...about,
    ...refused(refusedHosts),
    ...(problem === null ? {} : { problem }),
  };
}

function refused(hosts: readonly string[]): Partial<AuditRecordDto> {
  return hosts.length === 0 ? {} : { refused: hosts.length, refused_hosts: hosts.slice(0, MOST_HOSTS) };
}

function jobFields({ id, data }: NotedJob, { withCommands }: AuditDetail): Partial<AuditRecordDto> {
  return {
    hosts: [data.device.host],
    jobs: 1,
    job_id: id,
    ...(data.batchId === undefined ? {} : { batch_id: data.batchId }),
    driver: data.driver,
    operation: data.operation,
    command_count: data.commands.length,
    ...(withCommands ? { commands: [...data.commands] } : {}),
  };
}

/** The records of the jobs' ends say the rest of each. */
function manyJobs(
  jobs: readonly NotedJob[],
  named: readonly string[],
  namedBatch: string | undefined,
): Partial<AuditRecordDto> {
  const hosts = [...named, ...jobs.slice(0, MOST_HOSTS).map(({ data }) => data.device.host)];
  const [first] = jobs;
  const batchId = first?.data.batchId ?? namedBatch;
  return {
    ...(hosts.length > 0 ? { hosts: hosts.slice(0, MOST_HOSTS) } : {}),
    ...(jobs.length > 0 ? { jobs: jobs.length } : {}),
    ...(batchId === undefined ? {} : { batch_id: batchId }),
    ...(first ? { driver: first.data.driver, operation: first.data.operation } : {}),
  };
}

/** `/jobs/:id` as the OpenAPI document writes it. */
function routeName(route = '?'): string {
  return route.replaceAll(/:(\w+)/g, '{$1}');
}

function withoutQuery(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
