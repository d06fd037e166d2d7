// Made from client/openapi.json by `npm run client:generate`. Not to be changed by hand.

export interface paths {
    "/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Newest first; without the key that the service was started with.
         */
        get: operations["keys_list"];
        put?: never;
        /**
         * Make an API key
         * @description The key is in this answer, and never shown again.
         */
        post: operations["keys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Every process refuses it within a second.
         */
        delete: operations["keys_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the service works
         * @description The same as /health/ready.
         */
        get: operations["health_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process answers
         * @description Looks at nothing outside the process.
         */
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether jobs can be taken
         * @description 503 while Redis does not answer, or takes no writes.
         */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics of this process, in Prometheus' text format */
        get: operations["metrics_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit trail
         * @description Newest first: who did what to which device, from where, and how it ended. A page may be short and still have a next one.
         */
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/template/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Render a template */
        post: operations["template_render"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/template/parse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Parse what a device printed */
        post: operations["template_parse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the kinds of webhooks */
        get: operations["webhooks_callers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event now
         * @description Waits for the answer and tells what happened. It is tried once and leaves no trace in the log.
         */
        post: operations["webhooks_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/deliveries/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send many deliveries again
         * @description All that match, oldest first and at a rate, each under its own `webhook-id`. A dry run only counts them. What ends after this moment is left alone, and what is under way is never sent twice.
         */
        post: operations["recoveries_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List recoveries
         * @description The last 100, newest first.
         */
        get: operations["recoveries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/recoveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a recovery's progress */
        get: operations["recoveries_get"];
        put?: never;
        post?: never;
        /**
         * Stop a recovery
         * @description What it has queued already is still delivered. Answers with how far it had come.
         */
        delete: operations["recoveries_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries
         * @description Newest first, each with all its attempts.
         */
        get: operations["deliveries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a delivery */
        get: operations["deliveries_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description The same event to the same destination under the same `webhook-id`, however it ended before.
         */
        post: operations["deliveries_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/destinations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List destinations
         * @description The latest used first; each server (scheme, host, port) of the last 30 days.
         */
        get: operations["destinations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/destinations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how a destination fares */
        get: operations["destinations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/destinations/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a destination
         * @description Deliveries to it wait until it is resumed, at most NETPULSE_WEBHOOK_MAX_WAIT. What is under way ends.
         */
        post: operations["destinations_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/destinations/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a destination
         * @description Ends its pause, its throttling and its open breaker, and sends what waits.
         */
        post: operations["destinations_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description Newest first, by when they were submitted, whatever became of them since; those of a `batch` the last device first. A page that filters leave short may still have a next one.
         */
        get: operations["jobs_list"];
        put?: never;
        /**
         * Submit a job
         * @description Queues it and answers at once; its end goes to the webhook.
         */
        post: operations["jobs_submit"];
        /**
         * Cancel the queued jobs of a host, of a batch, or all
         * @description At least one filter has to be given. Each canceled job is told to its webhook.
         */
        delete: operations["jobs_cancelMany"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job */
        get: operations["jobs_get"];
        put?: never;
        post?: never;
        /** Cancel a queued job */
        delete: operations["jobs_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a job for each of many devices
         * @description Judges each device by itself: one that is wrong stops no other. 422 when none is right.
         */
        post: operations["batches_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit many jobs under NetPulse's own path
         * @description The same as POST /jobs/bulk.
         */
        post: operations["batches_exec"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a batch: how many of its jobs have ended how */
        get: operations["batches_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch a job
         * @description Server-sent events: `status`, `output` as the device sends it, and `end` with the job as GET /jobs/{id} has it. An ended job is replayed.
         */
        get: operations["stream_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in to a device and see
         * @description Opens a session of its own, asks for a sign of life and closes it; runs no command. The device's other jobs come first.
         */
        post: operations["device_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/exec": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a job under NetPulse's own path
         * @description The same as POST /jobs.
         */
        post: operations["device_exec"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the pages under /admin for a browser
         * @description Answers with a cookie (HttpOnly, SameSite=Strict) that is good for 8 hours, or as long as the key.
         */
        post: operations["admin_signIn"];
        /** Forget the cookie of the pages under /admin */
        delete: operations["admin_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the live workers */
        get: operations["workers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workers/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a worker
         * @description It finishes its jobs and takes no new ones. While no other worker runs, submits get 503.
         */
        post: operations["workers_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workers/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a paused worker take jobs again */
        post: operations["workers_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Drain a worker
         * @description It takes no new job, its running ones end within NETPULSE_SHUTDOWN_GRACE, and its process ends, as after SIGTERM; with NETPULSE_ROLE=all that is the api, too.
         */
        delete: operations["workers_drain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscriptions
         * @description Newest first.
         */
        get: operations["subscriptions_list"];
        put?: never;
        /**
         * Subscribe to the ends of jobs
         * @description Every job that matches and ends from now on is told there, besides its own webhook.
         */
        post: operations["subscriptions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a subscription
         * @description Its secrets are never shown.
         */
        get: operations["subscriptions_get"];
        put?: never;
        post?: never;
        /**
         * End a subscription
         * @description What is queued for it is not sent.
         */
        delete: operations["subscriptions_delete"];
        options?: never;
        head?: never;
        /**
         * Change a subscription
         * @description What is left out stays as it is. When the URL goes to another server, headers, cookies, auth and options must be given again.
         */
        patch: operations["subscriptions_change"];
        trace?: never;
    };
    "/webhooks/subscriptions/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a subscription
         * @description It is told of no job that ends meanwhile, and what is queued for it is not sent.
         */
        post: operations["subscriptions_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/subscriptions/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a subscription */
        post: operations["subscriptions_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/subscriptions/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the signing secret
         * @description Answers with the new secret, which is never shown again. The old one signs as well for a while.
         */
        post: operations["subscriptions_rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        KeyRequestDto: {
            /**
             * @description Who or what it is for.
             * @example ci-pipeline
             */
            name: string;
            /**
             * @description What it may do; `admin` is everything.
             * @example [
             *       "jobs:read",
             *       "jobs:write"
             *     ]
             */
            scopes: ("jobs:read" | "jobs:write" | "webhooks:read" | "webhooks:write" | "workers:admin" | "templates" | "metrics" | "audit:read" | "mcp:commands" | "mcp:config" | "admin")[];
            /**
             * Format: date-time
             * @description From this moment on (ISO 8601) it is refused. Without it: never.
             */
            expires_at?: string | null;
            /**
             * @description Devices that it may use and whose jobs it may see: ranges for hosts that are addresses, names for hosts that are names. Without it: all.
             * @example [
             *       "10.1.0.0/16",
             *       "*.lab.example.com"
             *     ]
             */
            networks?: string[] | null;
            /**
             * @description Requests a minute that it may make, over all processes; 0 sets no limit. Without it: as NETPULSE_RATE_LIMIT says.
             * @example 600
             */
            rate_limit?: number | null;
        };
        NewKeyDto: {
            /** @example 5f0c2a9e41 */
            id: string;
            /** @example ci-pipeline */
            name: string;
            /**
             * @description How the key begins.
             * @example np_5f0c2a9e41
             */
            prefix: string;
            scopes: ("jobs:read" | "jobs:write" | "webhooks:read" | "webhooks:write" | "workers:admin" | "templates" | "metrics" | "audit:read" | "mcp:commands" | "mcp:config" | "admin")[];
            /** @description Null: every device. */
            networks: string[] | null;
            /** @description Requests a minute; 0: no limit; null: as NETPULSE_RATE_LIMIT says. */
            rate_limit: number | null;
            /** @enum {string} */
            status: "active" | "expired";
            /** Format: date-time */
            created_at: string;
            /**
             * @description Who made it: `root`, `key:<id>` or `oidc:<subject>`.
             * @example root
             */
            created_by: string;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Some seconds behind; null when it has not been used.
             */
            last_used_at: string | null;
            /**
             * @description The key itself. It is shown this once.
             * @example np_5f0c2a9e41_J1mJ4t0b5s1mQm2c8x0kqVh0n3wq9bYx7uQy6d2gXkE
             */
            key: string;
        };
        FieldErrorDto: {
            /**
             * @description Path of the field.
             * @example webhook.timeout
             */
            field: string;
            /**
             * @description What would be right.
             * @example must be a number of seconds from 0.5 to 120
             */
            message: string;
        };
        ProblemDto: {
            /**
             * @description Stable name of the kind of problem.
             * @example urn:netpulse:problem:invalid
             */
            type: string;
            /** @example Invalid request */
            title: string;
            /**
             * @description The HTTP status code.
             * @example 422
             */
            status: number;
            /** @example webhook.timeout: must be a number of seconds from 0.5 to 120 */
            detail: string;
            /** @description Each field that is wrong. */
            errors?: components["schemas"]["FieldErrorDto"][];
            /**
             * @description Also in the log, and in X-Request-Id.
             * @example 0b0c9d7e-5a0e-4b57-8d1c-0f4f4f1f2f3f
             */
            request_id: string;
        };
        KeyDto: {
            /** @example 5f0c2a9e41 */
            id: string;
            /** @example ci-pipeline */
            name: string;
            /**
             * @description How the key begins.
             * @example np_5f0c2a9e41
             */
            prefix: string;
            scopes: ("jobs:read" | "jobs:write" | "webhooks:read" | "webhooks:write" | "workers:admin" | "templates" | "metrics" | "audit:read" | "mcp:commands" | "mcp:config" | "admin")[];
            /** @description Null: every device. */
            networks: string[] | null;
            /** @description Requests a minute; 0: no limit; null: as NETPULSE_RATE_LIMIT says. */
            rate_limit: number | null;
            /** @enum {string} */
            status: "active" | "expired";
            /** Format: date-time */
            created_at: string;
            /**
             * @description Who made it: `root`, `key:<id>` or `oidc:<subject>`.
             * @example root
             */
            created_by: string;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Some seconds behind; null when it has not been used.
             */
            last_used_at: string | null;
        };
        HealthDto: {
            /** @enum {string} */
            status: "ok" | "unavailable";
            /**
             * @description `up`: it answers and takes writes.
             * @enum {string}
             */
            redis?: "up" | "down";
            /**
             * @description Why the service is unavailable.
             * @example Redis is out of memory
             */
            reason?: string;
        };
        AuditActorDto: {
            /**
             * @description `root`, `key:<id>` or `oidc:<subject>`.
             * @example key:5f0c2a9e41
             */
            id: string;
            /** @example ci-pipeline */
            name: string;
        };
        AuditRecordDto: {
            /** Format: date-time */
            time: string;
            /**
             * @description `request`: something was asked for; `job.ended`: a job has ended; `audit.gap`: records before this one were lost.
             * @enum {string}
             */
            event: "request" | "job.ended" | "audit.gap";
            /** @description Null: nobody known. */
            actor: components["schemas"]["AuditActorDto"] | null;
            /**
             * @description Where the request came from.
             * @example 192.0.2.7
             */
            remote_address?: string;
            /**
             * Format: uuid
             * @description As in X-Request-Id and in the log.
             */
            request_id?: string;
            /**
             * @description Method and route.
             * @example POST /jobs
             */
            action?: string;
            /**
             * @description The tool, over MCP.
             * @example run_command
             */
            tool?: string;
            /**
             * @description The path that was asked for, without its query.
             * @example /jobs
             */
            path?: string;
            /**
             * @description What the request made, or sent again, unless it is a job.
             * @example /keys/5f0c2a9e41
             */
            location?: string;
            /**
             * @description HTTP status code of the answer.
             * @example 202
             */
            status?: number;
            /**
             * @description Name of the problem, when it was one.
             * @example scope-missing
             */
            problem?: string;
            /**
             * @description Devices; of many the first 100.
             * @example [
             *       "10.1.0.1"
             *     ]
             */
            hosts?: string[];
            /**
             * @description How many devices were refused because they are in none of the networks of the key.
             * @example 1
             */
            refused?: number;
            /**
             * @description These devices, or the hosts on the way to them; of many the first 100.
             * @example [
             *       "192.0.2.55"
             *     ]
             */
            refused_hosts?: string[];
            /**
             * @description How many jobs the request made or touched.
             * @example 1
             */
            jobs?: number;
            /**
             * Format: uuid
             * @description The job, where it is one.
             */
            job_id?: string;
            /** Format: uuid */
            batch_id?: string;
            /** @example netmiko */
            driver?: string;
            /** @enum {string} */
            operation?: "command" | "config" | "test";
            /**
             * @description How many commands or lines.
             * @example 1
             */
            command_count?: number;
            /** @description Their text, with NETPULSE_AUDIT_COMMANDS=true. */
            commands?: string[];
            /**
             * @description How the job ended.
             * @example failed
             */
            job_status?: string;
            /**
             * @description Why it failed.
             * @example CommandRejected
             */
            error_type?: string;
            /**
             * @description Who ran it.
             * @example noc-1-4711-k3x9
             */
            worker?: string;
            /**
             * @description Records that are missing before this one: refused requests without a key beyond ten a minute, or lost ones.
             * @example 12
             */
            missing?: number;
        };
        RenderRequestDto: {
            /** @description The template's own text, up to 1,000,000 characters. */
            template?: string;
            /**
             * @description A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).
             * @example switch/vlans.j2
             */
            template_name?: string;
            /**
             * @description The renderer.
             * @example jinja2
             */
            name: string;
            /**
             * @description The template's variables.
             * @example {
             *       "vlans": [
             *         {
             *           "id": 10,
             *           "name": "users"
             *         }
             *       ]
             *     }
             */
            context?: {
                [key: string]: unknown;
            };
            /** @description Options of the renderer. */
            options?: {
                [key: string]: unknown;
            };
        };
        RenderedDto: {
            /**
             * @description What the template made.
             * @example vlan 10
             *      name users
             */
            rendered: string;
        };
        ParseRequestDto: {
            /** @description The template's own text, up to 1,000,000 characters. */
            template?: string;
            /**
             * @description A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).
             * @example switch/vlans.j2
             */
            template_name?: string;
            /**
             * @description The parser.
             * @example textfsm
             */
            name: string;
            /** @description What a device printed, up to 8,000,000 characters. */
            output: string;
            /**
             * @description device_type as netmiko names it; chooses a template with `command`.
             * @example cisco_ios
             */
            platform?: string;
            /**
             * @description The command that printed it.
             * @example show version
             */
            command?: string;
        };
        ParsedDto: {
            /**
             * @description What the parser made, in the template's shape.
             * @example [
             *       {
             *         "version": "15.2"
             *       }
             *     ]
             */
            parsed: unknown[] | {
                [key: string]: unknown;
            };
        };
        WebhookCallerDto: {
            /**
             * @description What a webhook's `name` asks for.
             * @example basic
             */
            name: string;
            /** @example Sends the job's id and its result, or its error message, as a string. */
            description: string;
            /**
             * @description What its URL may begin with.
             * @example [
             *       "http",
             *       "https"
             *     ]
             */
            schemes: string[];
            /** @description JSON Schema of a webhook's `options`; null when it takes none. */
            options: {
                [key: string]: unknown;
            } | null;
        };
        WebhookDto: {
            /**
             * @description Kind of webhook; GET /webhooks/callers lists them.
             * @default basic
             */
            name?: string;
            /**
             * @description Where it goes: http or https, unless the caller says otherwise.
             * @example http://127.0.0.1:8080/callback
             */
            url: string;
            /**
             * @description HTTP method. Every method, GET and DELETE too, carries the same body.
             * @default POST
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
            /**
             * @description HTTP headers, at most 64 and 16 KiB. Content-Type is application/json unless given. Stored sealed.
             * @default null
             * @example {
             *       "Authorization": "Bearer your-token"
             *     }
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * @description Cookies, sent in one Cookie header. Stored sealed.
             * @default null
             */
            cookies?: {
                [key: string]: string;
            } | null;
            /**
             * @description Basic authentication: [user, password]. Wins over an Authorization header. Stored sealed.
             * @default null
             */
            auth?: string[] | null;
            /**
             * @description Seconds for the whole exchange, from DNS to the last byte of the answer. Connecting may take 10 of them at most.
             * @default 5
             */
            timeout?: number;
            /** @description How often a failed delivery is tried again. Left out: NETPULSE_WEBHOOK_MAX_RETRIES, which is 0 unless set. */
            max_retries?: number;
            /**
             * @description Seconds before the first, second ... retry, 1 to 86400 each; the last one repeats. Up to a fifth is added at random.
             * @default [
             *       10,
             *       30,
             *       120
             *     ]
             */
            retry_intervals?: number[];
            /**
             * @description Signs every request (Standard Webhooks): whsec_ for HMAC-SHA256, whsk_ for ed25519; a list while it is changed. Stored sealed.
             * @default null
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: (string | null) | string[];
            /**
             * @description Which events are told. Left out: all of them. batch.completed comes once for a bulk request.
             * @default [
             *       "job.completed",
             *       "job.failed",
             *       "job.canceled",
             *       "job.expired",
             *       "batch.completed"
             *     ]
             */
            events?: ("job.completed" | "job.failed" | "job.canceled" | "job.expired" | "batch.completed")[];
            /**
             * @description What the caller needs besides; GET /webhooks/callers and the schemas ...Options say what that is. Stored sealed.
             * @default null
             */
            options?: {
                [key: string]: unknown;
            } | null;
        };
        WebhookTestDto: {
            /** @description As in a job. */
            webhook: components["schemas"]["WebhookDto"];
            /**
             * @description The event to make up.
             * @default job.completed
             * @enum {string}
             */
            event?: "job.completed" | "job.failed" | "job.canceled" | "job.expired";
        };
        AttemptErrorDto: {
            /**
             * @description Stable name.
             * @enum {string}
             */
            code: "unsubscribed" | "waited_too_long" | "unknown_caller" | "unseal" | "egress_blocked" | "dns" | "connect" | "tls" | "timeout" | "reset" | "bad_answer" | "caller" | "aborted" | "redirect" | "http_status" | "rejected" | "unroutable" | "too_large";
            /** @example http://monitor.example.com answered 503 */
            message: string;
        };
        AttemptTimingDto: {
            /**
             * @description Looking up the host name.
             * @example 1.4
             */
            dns_ms: number | null;
            /**
             * @description Opening the TCP connection.
             * @example 0.9
             */
            connect_ms: number | null;
            /**
             * @description TLS handshake.
             * @example 8.2
             */
            tls_ms: number | null;
            /**
             * @description From the attempt's begin until the headers of the answer were in.
             * @example 11.7
             */
            first_byte_ms: number | null;
        };
        AttemptDto: {
            /**
             * Format: date-time
             * @description When it began.
             */
            at: string;
            /**
             * @description From DNS to the last byte of the answer, in milliseconds.
             * @example 12
             */
            duration_ms: number;
            /**
             * @description Null when nothing was answered.
             * @example 200
             */
            status_code: number | null;
            /**
             * @description Start of the answer; the secrets of the webhook are masked in it.
             * @example ok
             */
            answer: string;
            /** @description Null when it succeeded. */
            error: components["schemas"]["AttemptErrorDto"] | null;
            /**
             * @description The address really dialled. Null when none was, and for callers other than HTTP.
             * @example 192.0.2.7
             */
            address: string | null;
            /**
             * @description Whether it went over a connection that was still open: no DNS, no connecting, no TLS, and null for their times.
             * @example false
             */
            connection_reused: boolean | null;
            /** @description Null for a step that there was none of, or that did not end. */
            timing: components["schemas"]["AttemptTimingDto"] | null;
            /**
             * @description Headers of the request. Every value that may be a secret is `***`.
             * @example {
             *       "Content-Type": "application/json",
             *       "Authorization": "***",
             *       "webhook-id": "f3..._completed"
             *     }
             */
            request_headers: {
                [key: string]: string;
            } | null;
        };
        RecoveryRequestDto: {
            /** @description Only deliveries by this caller, such as `basic`. */
            caller?: string;
            /** @description Only deliveries to this destination: scheme, host and port, as in `http://monitor.example.com`. */
            destination?: string;
            /**
             * Format: date-time
             * @description Only deliveries queued at or after this moment (ISO 8601).
             */
            since?: string;
            /**
             * Format: date-time
             * @description Only deliveries queued at or before this moment (ISO 8601).
             */
            until?: string;
            /**
             * @description How they ended.
             * @default failed
             * @enum {string}
             */
            status?: "failed" | "delivered";
            /**
             * @description Only count them.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description How many are queued a second.
             * @default 50
             */
            rate?: number;
        };
        RecoveryPreviewDto: {
            /**
             * @description How many deliveries would be sent again.
             * @example 1742
             */
            matched: number;
        };
        RecoveryDto: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "running" | "finished" | "canceled";
            /** @description What was asked for. */
            filter: {
                [key: string]: unknown;
            };
            /**
             * @description How many are queued a second.
             * @example 50
             */
            rate: number;
            /**
             * @description How many deliveries matched when it began.
             * @example 1742
             */
            matched: number;
            /**
             * @description How many have been queued so far.
             * @example 350
             */
            resent: number;
            /**
             * @description How many were left out, since they had been sent again by somebody else or forgotten meanwhile. Null until it has ended.
             * @example null
             */
            skipped: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
        };
        DeliveryDto: {
            /** @description Also `webhook-id` in signed requests. */
            id: string;
            /**
             * Format: uuid
             * @description The job, or of a batch.completed the batch.
             */
            job_id: string;
            /**
             * Format: uuid
             * @description The subscription that asked for it; null when it is the job's own webhook.
             */
            subscription_id: string | null;
            /** @enum {string} */
            event: "job.completed" | "job.failed" | "job.canceled" | "job.expired" | "batch.completed";
            /** @example basic */
            caller: string;
            /**
             * @description Scheme, host and port.
             * @example http://monitor.example.com
             */
            destination: string;
            /** @enum {string} */
            status: "pending" | "retrying" | "delivered" | "failed";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            next_attempt_at: string | null;
            /** @description Every attempt, oldest first. */
            attempts: components["schemas"]["AttemptDto"][];
        };
        DestinationPauseDto: {
            /** Format: date-time */
            since: string;
            /** @example http://monitor.example.com answered 410 */
            reason: string;
        };
        DestinationDto: {
            /** @example http~monitor.example.com~8080 */
            id: string;
            /**
             * @description Scheme, host and port.
             * @example http://monitor.example.com:8080
             */
            destination: string;
            /**
             * @description `throttled`: it asked to be left alone. `open`: it failed too often in a row. Both end at `closed_until`. `half_open`: one delivery tries it. `paused`: until somebody resumes it.
             * @enum {string}
             */
            state: "active" | "throttled" | "open" | "half_open" | "paused";
            /**
             * @description Deliveries under way, as of the last second.
             * @example 3
             */
            in_flight: number;
            /**
             * @description Deliveries that wait for it.
             * @example 0
             */
            waiting: number;
            /**
             * @description Failures in a row; NETPULSE_WEBHOOK_BREAKER_FAILURES of them open.
             * @example 0
             */
            failures_in_row: number;
            /** Format: date-time */
            closed_until: string | null;
            paused: components["schemas"]["DestinationPauseDto"] | null;
            /** Format: date-time */
            last_success_at: string | null;
            /** Format: date-time */
            last_failure_at: string | null;
            /** @example http://monitor.example.com:8080 answered 503 */
            last_error: string | null;
        };
        PauseRequestDto: {
            /**
             * @description Shown until it is resumed.
             * @example Maintenance until Monday
             */
            reason?: string;
        };
        CredentialDto: {
            /**
             * @description The provider: env, file, vault_kv, or one of a plugin.
             * @example env
             */
            name: string;
            /**
             * @description Which of its credentials, up to 512 characters; no secret: it is kept and shown in errors.
             * @example LAB
             */
            ref: string;
        };
        RenderingDto: {
            /** @description The template's own text, up to 1,000,000 characters. */
            template?: string;
            /**
             * @description A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).
             * @example switch/vlans.j2
             */
            template_name?: string;
            /**
             * @description The renderer.
             * @example jinja2
             */
            name: string;
            /**
             * @description The template's variables.
             * @example {
             *       "vlans": [
             *         {
             *           "id": 10,
             *           "name": "users"
             *         }
             *       ]
             *     }
             */
            context?: {
                [key: string]: unknown;
            };
            /** @description Options of the renderer. */
            options?: {
                [key: string]: unknown;
            };
        };
        ParsingDto: {
            /** @description The template's own text, up to 1,000,000 characters. */
            template?: string;
            /**
             * @description A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).
             * @example switch/vlans.j2
             */
            template_name?: string;
            /**
             * @description The parser.
             * @example textfsm
             */
            name: string;
        };
        RetryDto: {
            /**
             * @description Further runs after the first, at most; 2 s after it failed, then 4 s, 8 s, ..., 300 s.
             * @example 3
             */
            max: number;
            /**
             * @description The types of errors (`result.error.type`) after which it is run again.
             * @example [
             *       "WorkerLost",
             *       "ConnectionTimeout"
             *     ]
             */
            on: ("WorkerLost" | "ConnectionTimeout" | "ConnectionFailed" | "SessionLost" | "CommandTimeout" | "ExecutionTimeout" | "CredentialUnavailable")[];
        };
        JobRequestDto: {
            /**
             * @description The driver that talks to the device.
             * @example netmiko
             */
            driver: string;
            /**
             * @description How to reach the device and log in; the fields are the driver's. Stored sealed, never shown again.
             * @example {
             *       "device_type": "cisco_ios",
             *       "host": "192.168.1.1",
             *       "username": "admin",
             *       "password": "pwd123"
             *     }
             */
            connection_args: {
                [key: string]: unknown;
            };
            /** @description Where the worker finds the login, when the job starts. What `connection_args` itself has of it wins. */
            credential?: components["schemas"]["CredentialDto"];
            /**
             * @description Command, or commands run in turn.
             * @example show version
             */
            command?: string | string[];
            /** @description Configuration: text, or a list of lines. */
            config?: string | string[];
            /** @description Options of the driver. */
            driver_args?: {
                [key: string]: unknown;
            };
            /** @description Makes the configuration: of the template that it names, or of `config` or `command` themselves. */
            rendering?: components["schemas"]["RenderingDto"];
            /** @description Makes structured data of each output: `parsed`. */
            parsing?: components["schemas"]["ParsingDto"];
            /** @description Whom to tell how the job ended. */
            webhook?: components["schemas"]["WebhookDto"];
            /** @description When to run it again. Default: never, also when its worker died. */
            retry?: components["schemas"]["RetryDto"];
            /**
             * @description A name for the device, up to 255 characters. Default: its host.
             * @example core-1
             */
            device_name?: string;
            /** @description Seconds the job may wait; then it expires. */
            ttl?: number;
            /** @description Seconds the job may run; then it fails. At most NETPULSE_MAX_EXECUTION_TIMEOUT. */
            execution_timeout?: number;
            /** @description Seconds the ended job is kept. */
            result_ttl?: number;
        };
        JobErrorDto: {
            /**
             * @description Stable name.
             * @example ConnectionTimeout
             */
            type: string;
            /** @example Connection timeout: Unable to connect to device */
            message: string;
        };
        CommandMetadataDto: {
            /** @example 192.168.1.1 */
            host: string;
            /**
             * @description How long the device took, in seconds.
             * @example 0.012
             */
            duration_seconds: number;
            /**
             * @description Whether the session was open already.
             * @example true
             */
            session_reused: boolean;
        };
        CommandResultDto: {
            /** @example show version */
            command: string;
            /** @example Cisco IOS Software, ... */
            stdout: string;
            /** @example  */
            stderr: string;
            /**
             * @description 0 accepted, 1 rejected; where the device tells exit statuses (a shell), the real one.
             * @example 0
             */
            exit_status: number;
            /**
             * @description Structured data (object or list), where the driver or a parser made some.
             * @example null
             */
            parsed: ({
                [key: string]: unknown;
            } | null) | unknown[];
            /** @description Why the parser that was asked for made nothing; only there when it did not. */
            parse_error?: components["schemas"]["JobErrorDto"];
            metadata: components["schemas"]["CommandMetadataDto"];
        };
        JobResultDto: {
            /**
             * @description 1 successful, 2 failed, 3 stopped (canceled or expired).
             * @enum {number}
             */
            type: 1 | 2 | 3;
            /** @description One entry a command; of a failed job those so far. */
            retval: components["schemas"]["CommandResultDto"][];
            error: components["schemas"]["JobErrorDto"] | null;
        };
        JobDto: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "queued" | "started" | "finished" | "failed" | "canceled" | "expired";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            enqueued_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** @example fifo */
            queue: string;
            /** @description The worker that ran it. */
            worker: string | null;
            /**
             * @description How often it has been begun: more than once only if the request has `retry`.
             * @example 1
             */
            attempts: number;
            /** @description Seconds from start to end. */
            duration: number | null;
            /** @description Seconds from submit to start. */
            queue_time: number | null;
            /**
             * Format: uuid
             * @description The batch that it belongs to.
             */
            batch_id: string | null;
            /** @example 192.168.1.1 */
            device_name: string;
            /**
             * @description Commands, or lines of configuration.
             * @example [
             *       "show version"
             *     ]
             */
            command: string[];
            /**
             * @description What of the request has no effect, and why; only there when there is such a thing.
             * @example [
             *       "driver_args.delay_factor is ignored: prompts are read as they come, so there is no delay to scale"
             *     ]
             */
            warnings?: string[];
            /** @description Null until the job has ended. */
            result: components["schemas"]["JobResultDto"] | null;
        };
        CanceledJobsDto: {
            /**
             * @description Jobs that were queued and are canceled now.
             * @example 120
             */
            canceled: number;
            /**
             * @description Jobs that a worker has already, and that go on.
             * @example 8
             */
            running: number;
        };
        BulkRenderingDto: {
            /** @description The template's own text, up to 1,000,000 characters. */
            template?: string;
            /**
             * @description A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).
             * @example switch/vlans.j2
             */
            template_name?: string;
            /**
             * @description The renderer.
             * @example jinja2
             */
            name?: string;
            /**
             * @description The template's variables.
             * @example {
             *       "vlans": [
             *         {
             *           "id": 10,
             *           "name": "users"
             *         }
             *       ]
             *     }
             */
            context?: {
                [key: string]: unknown;
            };
            /** @description Options of the renderer. */
            options?: {
                [key: string]: unknown;
            };
        };
        BulkParsingDto: {
            /** @description The template's own text, up to 1,000,000 characters. */
            template?: string;
            /**
             * @description A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).
             * @example switch/vlans.j2
             */
            template_name?: string;
            /**
             * @description The parser.
             * @example textfsm
             */
            name?: string;
        };
        BulkDeviceDto: {
            /**
             * @description How to reach the device and log in; the fields are the driver's. Stored sealed, never shown again.
             * @example {
             *       "device_type": "cisco_ios",
             *       "host": "192.168.1.1",
             *       "username": "admin",
             *       "password": "pwd123"
             *     }
             */
            connection_args?: {
                [key: string]: unknown;
            };
            /** @description Where the worker finds the login, when the job starts. What `connection_args` itself has of it wins. */
            credential?: components["schemas"]["CredentialDto"];
            /**
             * @description Command, or commands run in turn.
             * @example show version
             */
            command?: string | string[];
            /** @description Configuration: text, or a list of lines. */
            config?: string | string[];
            /** @description Options of the driver. */
            driver_args?: {
                [key: string]: unknown;
            };
            /**
             * @description A name for the device, up to 255 characters. Default: its host.
             * @example core-1
             */
            device_name?: string;
            /** @description Merged into the `rendering` for all; a template replaces what is done. */
            rendering?: components["schemas"]["BulkRenderingDto"];
            /** @description Merged into the `parsing` for all. */
            parsing?: components["schemas"]["BulkParsingDto"];
        };
        BulkRequestDto: {
            /**
             * @description The driver that talks to the device.
             * @example netmiko
             */
            driver: string;
            /** @description Where the worker finds the login, when the job starts. What `connection_args` itself has of it wins. */
            credential?: components["schemas"]["CredentialDto"];
            /**
             * @description Command, or commands run in turn.
             * @example show version
             */
            command?: string | string[];
            /** @description Configuration: text, or a list of lines. */
            config?: string | string[];
            /** @description Options of the driver. */
            driver_args?: {
                [key: string]: unknown;
            };
            /** @description Makes the configuration: of the template that it names, or of `config` or `command` themselves. */
            rendering?: components["schemas"]["RenderingDto"];
            /** @description Makes structured data of each output: `parsed`. */
            parsing?: components["schemas"]["ParsingDto"];
            /** @description Whom to tell how the job ended. */
            webhook?: components["schemas"]["WebhookDto"];
            /** @description When to run it again. Default: never, also when its worker died. */
            retry?: components["schemas"]["RetryDto"];
            /** @description Seconds the job may wait; then it expires. */
            ttl?: number;
            /** @description Seconds the job may run; then it fails. At most NETPULSE_MAX_EXECUTION_TIMEOUT. */
            execution_timeout?: number;
            /** @description Seconds the ended job is kept. */
            result_ttl?: number;
            /**
             * @description How to reach the device and log in; the fields are the driver's. Stored sealed, never shown again.
             * @example {
             *       "device_type": "cisco_ios",
             *       "host": "192.168.1.1",
             *       "username": "admin",
             *       "password": "pwd123"
             *     }
             */
            connection_args?: {
                [key: string]: unknown;
            };
            /**
             * @description The devices. `connection_args` and `driver_args` are merged field by field into those for all, and so are `rendering` and `parsing`; a `command`, a `config` or a template replaces what is done.
             * @example [
             *       {
             *         "connection_args": {
             *           "host": "192.168.1.1"
             *         }
             *       },
             *       {
             *         "connection_args": {
             *           "host": "192.168.1.2"
             *         },
             *         "command": "show clock"
             *       }
             *     ]
             */
            devices: components["schemas"]["BulkDeviceDto"][];
        };
        RefusedDeviceDto: {
            /**
             * @description Its place in `devices`, from 0.
             * @example 3
             */
            index: number;
            /** @example 192.168.1.4 */
            host: string | null;
            /** @example connection_args.port: must not be greater than 65535 */
            reason: string;
        };
        BulkAnswerDto: {
            /**
             * Format: uuid
             * @description GET /jobs/batches/{id} and GET /jobs?batch= find the jobs by it.
             */
            batch_id: string;
            /** @description The jobs, in the order of `devices`. */
            succeeded: components["schemas"]["JobDto"][];
            failed: components["schemas"]["RefusedDeviceDto"][];
        };
        BatchCountsDto: {
            queued: number;
            started: number;
            finished: number;
            failed: number;
            canceled: number;
            expired: number;
        };
        BatchDto: {
            /** Format: uuid */
            id: string;
            /**
             * @description ended: every job has.
             * @enum {string}
             */
            status: "running" | "ended";
            /** @example netmiko */
            driver: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
            /** @description Seconds from submit to the last end. */
            duration: number | null;
            /**
             * @description How many jobs there are.
             * @example 10000
             */
            total: number;
            counts: components["schemas"]["BatchCountsDto"];
            /**
             * @description The share of jobs that have ended.
             * @example 0.25
             */
            progress: number;
        };
        DeviceTestRequestDto: {
            /**
             * @description The driver that talks to the device.
             * @example netmiko
             */
            driver: string;
            /**
             * @description How to reach the device and log in; the fields are the driver's. Stored sealed, never shown again.
             * @example {
             *       "device_type": "cisco_ios",
             *       "host": "192.168.1.1",
             *       "username": "admin",
             *       "password": "pwd123"
             *     }
             */
            connection_args: {
                [key: string]: unknown;
            };
            /** @description Where the worker finds the login, when the job starts. What `connection_args` itself has of it wins. */
            credential?: components["schemas"]["CredentialDto"];
            /** @description Options of the driver. */
            driver_args?: {
                [key: string]: unknown;
            };
            /**
             * @description Seconds that the test may wait for its turn, and as many that it may take then.
             * @default 30
             */
            timeout?: number;
        };
        DeviceTestLatencyDto: {
            /**
             * @description Until it was the test's turn.
             * @example 0.004
             */
            queue_seconds: number;
            /**
             * @description Connect, log in, and be ready for a command.
             * @example 0.182
             */
            connect_seconds: number;
            /**
             * @description From a sign of life asked for to its answer.
             * @example 0.003
             */
            response_seconds: number;
        };
        DeviceTestDto: {
            /** @description Whether a session could be opened and the device answered. */
            ok: boolean;
            /** @description The worker that tried. */
            worker: string | null;
            latency: components["schemas"]["DeviceTestLatencyDto"] | null;
            /**
             * @description Where the device has one.
             * @example core-1#
             */
            prompt: string | null;
            /**
             * @description How the device's end names itself: its SSH server, its API.
             * @example Cisco-1.25
             */
            remote_version: string | null;
            /**
             * @description The platform: as requested, or as found where the request says `autodetect`.
             * @example cisco_ios
             */
            device_type: string | null;
            /**
             * @description What the device says that it can do: the URIs of NETCONF's hello.
             * @example [
             *       "urn:ietf:params:netconf:base:1.1"
             *     ]
             */
            capabilities: string[] | null;
            error: components["schemas"]["JobErrorDto"] | null;
        };
        WorkerDto: {
            /** @example noc-1-4711-k3x9 */
            name: string;
            /** @example noc-1 */
            hostname: string;
            /** @example 4711 */
            pid: number;
            /**
             * @example [
             *       "fifo",
             *       "webhooks"
             *     ]
             */
            queues: string[];
            /** @enum {string} */
            status: "running" | "paused" | "draining";
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            last_heartbeat: string;
            /**
             * @description Device jobs at once, at most.
             * @example 100
             */
            concurrency: number;
            /**
             * @description Jobs that wait in its own queue, pinned:NAME.
             * @example 12
             */
            jobs_waiting: number;
            /** @example 3 */
            jobs_running: number;
            /**
             * @description Jobs that ended well since the worker started.
             * @example 1024
             */
            jobs_done: number;
            /** @example 2 */
            jobs_failed: number;
            /**
             * @description Device sessions that are open, in use or kept for the next job.
             * @example 12
             */
            open_sessions: number;
            /**
             * @description Of these, sessions that a job uses or waits for.
             * @example 3
             */
            sessions_in_use: number;
            /**
             * @description Of these, sessions that are kept for the next job.
             * @example 9
             */
            sessions_idle: number;
        };
        SubscriptionFilterDto: {
            /**
             * @description Drivers.
             * @default null
             * @example [
             *       "netmiko"
             *     ]
             */
            driver?: string[] | null;
            /**
             * @description Names as jobs give them, with * and ? as wildcards; or addresses and CIDR ranges, which match jobs whose host is an address: names are not looked up.
             * @default null
             * @example [
             *       "core-*",
             *       "10.1.0.0/16"
             *     ]
             */
            host?: string[] | null;
            /**
             * @description Device types, with * and ? as wildcards.
             * @default null
             * @example [
             *       "cisco_*"
             *     ]
             */
            device_type?: string[] | null;
            /**
             * @description Batches, by the `batch_id` that a bulk request was answered with.
             * @default null
             */
            batch?: string[] | null;
        };
        SubscriptionRequestDto: {
            /**
             * @description Kind of webhook; GET /webhooks/callers lists them.
             * @default basic
             */
            name?: string;
            /**
             * @description Where it goes: http or https, unless the caller says otherwise.
             * @example http://127.0.0.1:8080/callback
             */
            url: string;
            /**
             * @description HTTP method. Every method, GET and DELETE too, carries the same body.
             * @default POST
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
            /**
             * @description HTTP headers, at most 64 and 16 KiB. Content-Type is application/json unless given. Stored sealed.
             * @default null
             * @example {
             *       "Authorization": "Bearer your-token"
             *     }
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * @description Cookies, sent in one Cookie header. Stored sealed.
             * @default null
             */
            cookies?: {
                [key: string]: string;
            } | null;
            /**
             * @description Basic authentication: [user, password]. Wins over an Authorization header. Stored sealed.
             * @default null
             */
            auth?: string[] | null;
            /**
             * @description Seconds for the whole exchange, from DNS to the last byte of the answer. Connecting may take 10 of them at most.
             * @default 5
             */
            timeout?: number;
            /** @description How often a failed delivery is tried again. Left out: NETPULSE_WEBHOOK_MAX_RETRIES, which is 0 unless set. */
            max_retries?: number;
            /**
             * @description Seconds before the first, second ... retry, 1 to 86400 each; the last one repeats. Up to a fifth is added at random.
             * @default [
             *       10,
             *       30,
             *       120
             *     ]
             */
            retry_intervals?: number[];
            /**
             * @description Signs every request (Standard Webhooks): whsec_ for HMAC-SHA256, whsk_ for ed25519; a list while it is changed. Stored sealed.
             * @default null
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: (string | null) | string[];
            /**
             * @description Which events are told. Left out: all of them. batch.completed comes once for a bulk request.
             * @default [
             *       "job.completed",
             *       "job.failed",
             *       "job.canceled",
             *       "job.expired",
             *       "batch.completed"
             *     ]
             */
            events?: ("job.completed" | "job.failed" | "job.canceled" | "job.expired" | "batch.completed")[];
            /**
             * @description What the caller needs besides; GET /webhooks/callers and the schemas ...Options say what that is. Stored sealed.
             * @default null
             */
            options?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description For people. One line.
             * @default null
             * @example Monitoring
             */
            description?: string | null;
            /**
             * @description False: paused.
             * @default true
             */
            enabled?: boolean;
            /** @description Left out or null: every job. A change replaces it as a whole. */
            filter?: components["schemas"]["SubscriptionFilterDto"] | null;
        };
        ShownFilterDto: {
            driver: string[] | null;
            host: string[] | null;
            device_type: string[] | null;
            batch: string[] | null;
        };
        LastDeliveryDto: {
            /** Format: date-time */
            last_attempt_at: string;
            /** Format: date-time */
            last_success_at: string | null;
            /**
             * @description Of the last attempt.
             * @example 200
             */
            status_code: number | null;
            /** @description Of the last attempt; null when it succeeded. */
            error: components["schemas"]["AttemptErrorDto"] | null;
            /**
             * @description Attempts that failed since the last success.
             * @example 0
             */
            consecutive_failures: number;
        };
        SubscriptionDto: {
            /** Format: uuid */
            id: string;
            /** @example Monitoring */
            description: string | null;
            /** @description False while it is paused. */
            enabled: boolean;
            /**
             * @description The caller.
             * @example standard
             */
            name: string;
            /**
             * @description Without user and password; values of the query, and parts of the path that are no plain words, are masked.
             * @example https://monitor.example.com/callback?token=***
             */
            url: string;
            /**
             * @description Scheme, host and port.
             * @example https://monitor.example.com
             */
            destination: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
            /**
             * @description The values are not shown.
             * @example [
             *       "Authorization"
             *     ]
             */
            header_names: string[];
            /** @description The values are not shown. */
            cookie_names: string[];
            /** @description The values are not shown. */
            option_names: string[];
            /** @description Whether it has a user and password. */
            has_auth: boolean;
            /** @description Whether its requests are signed. */
            has_secret: boolean;
            /**
             * Format: date-time
             * @description When the last secret that was replaced stops signing as well; null when none does.
             */
            old_secret_until: string | null;
            /**
             * @description Seconds for an attempt.
             * @example 5
             */
            timeout: number;
            /** @description Null: NETPULSE_WEBHOOK_MAX_RETRIES. */
            max_retries: number | null;
            /**
             * @example [
             *       10,
             *       30,
             *       120
             *     ]
             */
            retry_intervals: number[];
            events: ("job.completed" | "job.failed" | "job.canceled" | "job.expired" | "batch.completed")[];
            filter: components["schemas"]["ShownFilterDto"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            /** @description Null before the first attempt. */
            last_delivery: components["schemas"]["LastDeliveryDto"] | null;
        };
        SubscriptionChangeDto: {
            /**
             * @description Kind of webhook; GET /webhooks/callers lists them.
             * @default basic
             */
            name?: string;
            /**
             * @description Where it goes: http or https, unless the caller says otherwise.
             * @example http://127.0.0.1:8080/callback
             */
            url?: string;
            /**
             * @description HTTP method. Every method, GET and DELETE too, carries the same body.
             * @default POST
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
            /**
             * @description HTTP headers, at most 64 and 16 KiB. Content-Type is application/json unless given. Stored sealed.
             * @default null
             * @example {
             *       "Authorization": "Bearer your-token"
             *     }
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * @description Cookies, sent in one Cookie header. Stored sealed.
             * @default null
             */
            cookies?: {
                [key: string]: string;
            } | null;
            /**
             * @description Basic authentication: [user, password]. Wins over an Authorization header. Stored sealed.
             * @default null
             */
            auth?: string[] | null;
            /**
             * @description Seconds for the whole exchange, from DNS to the last byte of the answer. Connecting may take 10 of them at most.
             * @default 5
             */
            timeout?: number;
            /** @description How often a failed delivery is tried again. Left out: NETPULSE_WEBHOOK_MAX_RETRIES, which is 0 unless set. */
            max_retries?: number;
            /**
             * @description Seconds before the first, second ... retry, 1 to 86400 each; the last one repeats. Up to a fifth is added at random.
             * @default [
             *       10,
             *       30,
             *       120
             *     ]
             */
            retry_intervals?: number[];
            /**
             * @description Signs every request (Standard Webhooks): whsec_ for HMAC-SHA256, whsk_ for ed25519; a list while it is changed. Stored sealed.
             * @default null
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: (string | null) | string[];
            /**
             * @description Which events are told. Left out: all of them. batch.completed comes once for a bulk request.
             * @default [
             *       "job.completed",
             *       "job.failed",
             *       "job.canceled",
             *       "job.expired",
             *       "batch.completed"
             *     ]
             */
            events?: ("job.completed" | "job.failed" | "job.canceled" | "job.expired" | "batch.completed")[];
            /**
             * @description What the caller needs besides; GET /webhooks/callers and the schemas ...Options say what that is. Stored sealed.
             * @default null
             */
            options?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description For people. One line.
             * @default null
             * @example Monitoring
             */
            description?: string | null;
            /**
             * @description False: paused.
             * @default true
             */
            enabled?: boolean;
            /** @description Left out or null: every job. A change replaces it as a whole. */
            filter?: components["schemas"]["SubscriptionFilterDto"] | null;
        };
        SecretRotationDto: {
            /**
             * @description v1 (whsec_, HMAC-SHA256) or v1a (whsk_, ed25519). Left out: that of the first secret, else v1.
             * @enum {string}
             */
            scheme?: "v1" | "v1a";
            /** @description One of your own; left out: one is made. Its own kind decides the scheme. */
            secret?: string;
            /**
             * @description Seconds that the old secret signs as well. 0 drops it at once.
             * @default 86400
             */
            overlap?: number;
        };
        NewSecretDto: {
            /** @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw */
            secret: string;
            /**
             * @description For v1a: what receivers verify with. Null for v1: they need the secret itself.
             * @example null
             */
            public_key: string | null;
            /**
             * Format: date-time
             * @description Until when replaced secrets sign as well; null when there are none.
             */
            old_secret_until: string | null;
        };
        CloudEventsOptions: {
            /**
             * @description structured: the whole event is the body; binary: its attributes are ce-* headers.
             * @default structured
             * @enum {string}
             */
            mode?: "structured" | "binary";
            /**
             * @description The event's source, a URI reference: tells this NetPulse from others.
             * @default /netpulse
             */
            source?: string;
        };
        KafkaOptions: {
            /**
             * @description Topic to publish to; it must exist.
             * @example netpulse.jobs
             */
            topic: string;
            /**
             * @description Key of the record. Left out: the device's host, so that a device's events stay in order on one partition; of a batch its id.
             * @example 192.168.1.1
             */
            key?: string;
            /**
             * @description Who must have stored the record: all in-sync replicas, or the leader alone.
             * @default all
             * @enum {string}
             */
            acks?: "all" | "leader";
            /**
             * @description How user and password are given, when the webhook has them.
             * @default plain
             * @enum {string}
             */
            sasl_mechanism?: "plain" | "scram-sha-256" | "scram-sha-512";
        };
        RabbitmqOptions: {
            /**
             * @description Exchange to publish to; it must exist. "" is the default exchange, whose keys are queue names.
             * @example netpulse
             */
            exchange: string;
            /**
             * @description Routing key. Left out: the type of the event, such as job.completed.
             * @example job.completed
             */
            routing_key?: string;
            /**
             * @description Whether durable queues keep the message over a restart of the broker.
             * @default true
             */
            persistent?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    keys_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    keys_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ci-pipeline",
                 *       "scopes": [
                 *         "jobs:read",
                 *         "jobs:write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequestDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There are as many as there may be. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    keys_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    health_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "unavailable",
                     *       "redis": "down",
                     *       "reason": "Redis is out of memory"
                     *     }
                     */
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "unavailable",
                     *       "redis": "down",
                     *       "reason": "Redis is out of memory"
                     *     }
                     */
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
        };
    };
    metrics_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope metrics. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    audit_list: {
        parameters: {
            query?: {
                /** @description Only records since this moment (ISO 8601). */
                since?: string;
                /** @description Only what this actor did: id or name. */
                actor?: string;
                /** @description Only what is about this device; the host as jobs name it. */
                host?: string;
                /** @description Only what is about this job. */
                job_id?: string;
                limit?: number;
                /** @description Where the page begins: from the `Link` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRecordDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope audit:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    template_render: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "jinja2",
                 *       "template": "{% for vlan in vlans %}vlan {{ vlan.id }}\n name {{ vlan.name }}\n{% endfor %}",
                 *       "context": {
                 *         "vlans": [
                 *           {
                 *             "id": 10,
                 *             "name": "users"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RenderRequestDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope templates. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    template_parse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "textfsm",
                 *       "template": "Value ID (\\d+)\nValue NAME (\\S+)\n\nStart\n  ^${ID}\\s+${NAME} -> Record\n",
                 *       "output": "10   users\n20   printers\n"
                 *     }
                 */
                "application/json": components["schemas"]["ParseRequestDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParsedDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope templates. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhooks_callers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookCallerDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhooks_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "webhook": {
                 *         "name": "basic",
                 *         "url": "http://monitor.example.com/callback",
                 *         "method": "POST",
                 *         "headers": {
                 *           "Content-Type": "application/json"
                 *         },
                 *         "timeout": 5
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookTestDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    recoveries_resend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryRequestDto"];
            };
        };
        responses: {
            /** @description Of a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryPreviewDto"];
                };
            };
            202: {
                headers: {
                    /** @description Where its progress is told. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    recoveries_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    recoveries_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    recoveries_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It has ended. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deliveries_list: {
        parameters: {
            query?: {
                /** @description Only deliveries by this caller, such as `basic`. */
                caller?: string;
                /** @description Only deliveries to this destination: scheme, host and port, as in `http://monitor.example.com`. */
                destination?: string;
                /** @description Only deliveries queued at or after this moment (ISO 8601). */
                since?: string;
                /** @description Only deliveries queued at or before this moment (ISO 8601). */
                until?: string;
                /** @description Only deliveries of this job, or batch. */
                job_id?: string;
                status?: "pending" | "retrying" | "delivered" | "failed";
                limit?: number;
                /** @description Where the page begins: from the `Link` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deliveries_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deliveries_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It is under way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    destinations_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description How many to pass over: from `Link`. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DestinationDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    destinations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DestinationDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    destinations_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "Maintenance until Monday"
                 *     }
                 */
                "application/json": components["schemas"]["PauseRequestDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DestinationDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    destinations_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DestinationDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    jobs_list: {
        parameters: {
            query?: {
                status?: "queued" | "started" | "finished" | "failed" | "canceled" | "expired";
                /** @description The device's host, as the request named it. */
                host?: string;
                queue?: "fifo";
                /** @description Only jobs of this batch, the last device first. */
                batch?: string;
                /** @description Only jobs created at or after this moment (ISO 8601). */
                since?: string;
                limit?: number;
                /** @description Where the page begins: from the `Link` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    jobs_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. A repeated submit with the same key returns the first job, for a day. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "driver": "netmiko",
                 *       "connection_args": {
                 *         "device_type": "cisco_ios",
                 *         "host": "192.168.1.1",
                 *         "username": "admin",
                 *         "password": "pwd123"
                 *       },
                 *       "command": "show version",
                 *       "webhook": {
                 *         "name": "basic",
                 *         "url": "http://monitor.example.com/callback",
                 *         "method": "POST",
                 *         "headers": {
                 *           "Content-Type": "application/json"
                 *         },
                 *         "timeout": 5
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["JobRequestDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    jobs_cancelMany: {
        parameters: {
            query?: {
                /** @description The device's host, as the requests named it. */
                host?: string;
                /** @description Everything that is queued. */
                queue?: "fifo";
                /** @description The batch. */
                batch?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CanceledJobsDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    jobs_get: {
        parameters: {
            query?: {
                /** @description Seconds to hold the answer until the job has ended. */
                wait?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    jobs_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The job runs already, or has ended, or a worker is just looking at it: not canceled. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    batches_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. A repeated submit with the same key returns the first job, for a day. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "driver": "netmiko",
                 *       "command": "show version",
                 *       "webhook": {
                 *         "name": "basic",
                 *         "url": "http://monitor.example.com/callback",
                 *         "method": "POST",
                 *         "headers": {
                 *           "Content-Type": "application/json"
                 *         },
                 *         "timeout": 5
                 *       },
                 *       "connection_args": {
                 *         "device_type": "cisco_ios",
                 *         "username": "admin",
                 *         "password": "pwd123"
                 *       },
                 *       "devices": [
                 *         {
                 *           "connection_args": {
                 *             "host": "192.168.1.1"
                 *           }
                 *         },
                 *         {
                 *           "connection_args": {
                 *             "host": "192.168.1.1"
                 *           },
                 *           "device_name": "core-1"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["BulkRequestDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswerDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    batches_exec: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. A repeated submit with the same key returns the first job, for a day. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "driver": "netmiko",
                 *       "command": "show version",
                 *       "webhook": {
                 *         "name": "basic",
                 *         "url": "http://monitor.example.com/callback",
                 *         "method": "POST",
                 *         "headers": {
                 *           "Content-Type": "application/json"
                 *         },
                 *         "timeout": 5
                 *       },
                 *       "connection_args": {
                 *         "device_type": "cisco_ios",
                 *         "username": "admin",
                 *         "password": "pwd123"
                 *       },
                 *       "devices": [
                 *         {
                 *           "connection_args": {
                 *             "host": "192.168.1.1"
                 *           }
                 *         },
                 *         {
                 *           "connection_args": {
                 *             "host": "192.168.1.1"
                 *           },
                 *           "device_name": "core-1"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["BulkRequestDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswerDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    batches_get: {
        parameters: {
            query?: {
                /** @description Seconds to hold the answer until the job has ended. */
                wait?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    stream_stream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    device_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "driver": "netmiko",
                 *       "connection_args": {
                 *         "device_type": "cisco_ios",
                 *         "host": "192.168.1.1",
                 *         "username": "admin",
                 *         "password": "pwd123"
                 *       },
                 *       "timeout": 5
                 *     }
                 */
                "application/json": components["schemas"]["DeviceTestRequestDto"];
            };
        };
        responses: {
            /** @description Also when the device could not be reached: `ok` is false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceTestDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    device_exec: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. A repeated submit with the same key returns the first job, for a day. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "driver": "netmiko",
                 *       "connection_args": {
                 *         "device_type": "cisco_ios",
                 *         "host": "192.168.1.1",
                 *         "username": "admin",
                 *         "password": "pwd123"
                 *       },
                 *       "command": "show version",
                 *       "webhook": {
                 *         "name": "basic",
                 *         "url": "http://monitor.example.com/callback",
                 *         "method": "POST",
                 *         "headers": {
                 *           "Content-Type": "application/json"
                 *         },
                 *         "timeout": 5
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["JobRequestDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    admin_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    admin_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    workers_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope jobs:read or workers:admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    workers_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worker as it was when it was told. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope workers:admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    workers_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worker as it was when it was told. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope workers:admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    workers_drain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worker as it was when it was told. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope workers:admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Where the page begins: from the `Link` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionDto"][];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "basic",
                 *       "url": "http://monitor.example.com/callback",
                 *       "method": "POST",
                 *       "headers": {
                 *         "Content-Type": "application/json"
                 *       },
                 *       "timeout": 5,
                 *       "description": "Monitoring",
                 *       "filter": {
                 *         "driver": [
                 *           "netmiko"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SubscriptionRequestDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There are as many as there may be. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "Monitoring"
                 *     }
                 */
                "application/json": components["schemas"]["SubscriptionChangeDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    subscriptions_rotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap": 3600
                 *     }
                 */
                "application/json": components["schemas"]["SecretRotationDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretDto"];
                };
            };
            /** @description It cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The key or token is missing, wrong or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Needs the scope webhooks:write. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is none of this id or name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too many old secrets are still signing. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is larger than NETPULSE_MAX_BODY. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is no application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `errors` names each field that is wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description More requests than the key may make, or more jobs than the queue takes. */
            429: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Redis does not answer, or nobody could do it now. */
            503: {
                headers: {
                    /** @description Seconds after which to send it again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
}
