-- A small database of LiteLLM's, with the tables and columns of its version 1.106. Made for the tests.
CREATE TABLE "LiteLLM_BudgetTable" (budget_id text PRIMARY KEY, max_budget double precision, soft_budget double precision,
  max_parallel_requests integer, tpm_limit bigint, rpm_limit bigint, model_max_budget jsonb, budget_duration text,
  budget_reset_at timestamp(3), created_at timestamp(3) DEFAULT now(), created_by text, updated_at timestamp(3) DEFAULT now(),
  updated_by text);
CREATE TABLE "LiteLLM_OrganizationTable" (organization_id text PRIMARY KEY, organization_alias text, budget_id text,
  metadata jsonb DEFAULT '{}', models text[], spend double precision DEFAULT 0, model_spend jsonb DEFAULT '{}',
  created_at timestamp(3) DEFAULT now(), created_by text);
CREATE TABLE "LiteLLM_OrganizationMembership" (user_id text, organization_id text, user_role text,
  spend double precision DEFAULT 0, budget_id text);
CREATE TABLE "LiteLLM_ModelTable" (id integer PRIMARY KEY, aliases jsonb);
CREATE TABLE "LiteLLM_TeamTable" (team_id text PRIMARY KEY, team_alias text, organization_id text, admins text[],
  members text[], members_with_roles jsonb DEFAULT '{}', metadata jsonb DEFAULT '{}', max_budget double precision,
  spend double precision DEFAULT 0, models text[], max_parallel_requests integer, tpm_limit bigint, rpm_limit bigint,
  budget_duration text, budget_reset_at timestamp(3), blocked boolean DEFAULT false, created_at timestamp(3) DEFAULT now(),
  model_id integer);
CREATE TABLE "LiteLLM_UserTable" (user_id text PRIMARY KEY, user_alias text, user_email text, user_role text, password text,
  teams text[], models text[], max_budget double precision, spend double precision DEFAULT 0, metadata jsonb DEFAULT '{}',
  tpm_limit bigint, rpm_limit bigint, budget_duration text, budget_reset_at timestamp(3), created_at timestamp(3) DEFAULT now());
CREATE TABLE "LiteLLM_VerificationToken" (token text PRIMARY KEY, key_name text, key_alias text,
  spend double precision DEFAULT 0, expires timestamp(3), models text[], aliases jsonb DEFAULT '{}', user_id text,
  team_id text, max_parallel_requests integer, metadata jsonb DEFAULT '{}', blocked boolean, tpm_limit bigint,
  rpm_limit bigint, max_budget double precision, budget_duration text, budget_reset_at timestamp(3), budget_id text,
  model_max_budget jsonb DEFAULT '{}', organization_id text, allowed_routes text[], created_at timestamp(3) DEFAULT now(), project_id text);
CREATE TABLE "LiteLLM_ProjectTable" (project_id text PRIMARY KEY, project_alias text, description text, team_id text, budget_id text,
  metadata jsonb DEFAULT '{}', models text[], spend double precision DEFAULT 0, model_spend jsonb DEFAULT '{}',
  model_rpm_limit jsonb DEFAULT '{}', model_tpm_limit jsonb DEFAULT '{}', blocked boolean DEFAULT false);
CREATE TABLE "LiteLLM_EndUserTable" (user_id text PRIMARY KEY, alias text, spend double precision DEFAULT 0, budget_id text,
  blocked boolean DEFAULT false);
CREATE TABLE "LiteLLM_TagTable" (tag_name text PRIMARY KEY, description text, models text[], spend double precision DEFAULT 0,
  budget_id text);
CREATE TABLE "LiteLLM_TeamMembership" (user_id text, team_id text, spend double precision DEFAULT 0, budget_id text);
CREATE TABLE "LiteLLM_ProxyModelTable" (model_id text PRIMARY KEY, model_name text, litellm_params jsonb, model_info jsonb);
CREATE TABLE "LiteLLM_CredentialsTable" (credential_id text PRIMARY KEY, credential_name text, credential_values jsonb,
  credential_info jsonb);
CREATE TABLE "LiteLLM_Config" (param_name text PRIMARY KEY, param_value jsonb);
CREATE TABLE "LiteLLM_SpendLogs" (request_id text PRIMARY KEY, call_type text, api_key text, spend double precision,
  total_tokens integer, prompt_tokens integer, completion_tokens integer, "startTime" timestamp(3), "endTime" timestamp(3),
  "completionStartTime" timestamp(3), model text, model_group text, custom_llm_provider text, "user" text, metadata jsonb,
  cache_hit text, request_tags jsonb, team_id text, end_user text, requester_ip_address text, messages jsonb, status text,
  organization_id text);
CREATE TABLE "LiteLLM_DailyUserSpend" (user_id text, date text, api_key text, model text, custom_llm_provider text,
  prompt_tokens bigint, completion_tokens bigint, cache_read_input_tokens bigint DEFAULT 0, spend double precision,
  api_requests bigint, successful_requests bigint, failed_requests bigint);
CREATE TABLE "LiteLLM_DailyTeamSpend" (team_id text, date text, api_key text, spend double precision, api_requests bigint);
CREATE TABLE "LiteLLM_DailyTagSpend" (tag text, date text, api_key text, model text, custom_llm_provider text,
  prompt_tokens bigint, completion_tokens bigint, spend double precision, api_requests bigint, failed_requests bigint);
CREATE TABLE "LiteLLM_DailyEndUserSpend" (end_user_id text, date text, api_key text, model text, custom_llm_provider text,
  prompt_tokens bigint, completion_tokens bigint, spend double precision, api_requests bigint, failed_requests bigint);
INSERT INTO "LiteLLM_BudgetTable" (budget_id, max_budget, budget_duration, budget_reset_at, rpm_limit) VALUES
  ('b-org', 50, NULL, NULL, NULL), ('b-customer', 0.75, '30d', '2999-01-01', NULL), ('b-member', 2.5, NULL, NULL, 60);
INSERT INTO "LiteLLM_OrganizationTable" (organization_id, organization_alias, budget_id, models, spend) VALUES
  ('o-1', 'first organization', 'b-org', '{}', 0.123456789);
INSERT INTO "LiteLLM_OrganizationMembership" (user_id, organization_id, user_role, spend, budget_id) VALUES
  ('u-1', 'o-1', 'org_admin', 0.02, 'b-member'), ('u-2', 'o-1', 'internal_user', 0, NULL);
INSERT INTO "LiteLLM_ModelTable" VALUES (1, '{"mini": "m"}');
INSERT INTO "LiteLLM_TeamTable" (team_id, team_alias, organization_id, members_with_roles, max_budget, spend, models,
    budget_duration, budget_reset_at, rpm_limit, model_id, admins, members) VALUES
  ('t-1', 'first', 'o-1', '[{"user_id": "u-1", "role": "admin", "user_email": null}]', 10, 0.3, '{m}', '30d', '2999-01-01', 900, 1, '{}', '{}'),
  ('t-2', 'second', NULL, '{}', NULL, 0, '{}', NULL, NULL, NULL, NULL, '{u-1}', '{u-1,u-2}'),
  ('t-3', 'reset late', NULL, '[]', 5, 4.5, '{}', '1d', '2020-01-02', NULL, NULL, '{}', '{}');
INSERT INTO "LiteLLM_UserTable" (user_id, user_email, user_role, password, teams, models, max_budget, spend) VALUES
  ('u-1', 'one@example.com', 'internal_user', 'hash-of-a-password', '{t-1,t-2}', '{}', 31.5, 8.120000000000001e-05),
  ('u-2', NULL, NULL, NULL, '{t-2}', NULL, NULL, 0);
INSERT INTO "LiteLLM_VerificationToken" (token, key_name, key_alias, spend, expires, models, user_id, team_id, blocked,
    rpm_limit, max_budget, metadata, project_id) VALUES
  (encode(sha256('sk-sample-first-0001'), 'hex'), 'sk-...0001', 'first', 0.000417, NULL, '{m}', 'u-1', 't-1', NULL, 100, 7.5,
    '{"model_rpm_limit": {"m": 50}, "tags": ["night"]}', 'p-1'),
  (encode(sha256('sk-sample-other-0002'), 'hex'), 'sk-...0002', NULL, 0, '2999-01-01', '{}', NULL, NULL, false, NULL, NULL, '{}', NULL),
  (encode(sha256('sk-sample-blocked-03'), 'hex'), 'sk-...d-03', 'blocked', 0, NULL, '{}', NULL, 't-2', true, NULL, NULL, '{}', NULL),
  (encode(sha256('sk-sample-expired-04'), 'hex'), 'sk-...d-04', 'expired', 0, '2024-05-06', '{}', 'u-2', NULL, NULL, NULL, NULL, '{}', NULL);
INSERT INTO "LiteLLM_ProjectTable" (project_id, project_alias, team_id, budget_id, models, spend, model_rpm_limit) VALUES
  ('p-1', 'Project One', 't-1', 'b-customer', '{m}', 0.0002, '{"m": 7}');
INSERT INTO "LiteLLM_EndUserTable" VALUES ('c-1', 'Customer One', 0.5, 'b-customer', false), ('c-2', NULL, 0, NULL, true);
INSERT INTO "LiteLLM_TagTable" VALUES ('night', 'at night', '{}', 0.25, NULL);
INSERT INTO "LiteLLM_TeamMembership" VALUES ('u-1', 't-1', 0.01, 'b-member'), ('u-2', 't-2', 0, NULL);
INSERT INTO "LiteLLM_ProxyModelTable" VALUES
  ('d-1', 'stored', '{"model": "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYhP1Lir1YawdhFwcs89hTrXbi-l8J-ZBkW-WvCVnuw794Xg==", "api_key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX6qAGITiGdqBzQxQaYecC7Gc9qs1UVTybPJWFq5j4gA==", "rpm": 5}', '{"id": "d-1"}');
INSERT INTO "LiteLLM_CredentialsTable" VALUES
  ('1', 'cred', '{"api_key": "v2:gcm:AAECAwQFBgcICQoL_sKV-ZA1hApFCMjnAvtP5a4QJP_U0LPca4j16Lyhrg=="}', '{}');
INSERT INTO "LiteLLM_Config" VALUES ('router_settings', '{"num_retries": 0}');
INSERT INTO "LiteLLM_SpendLogs"
  SELECT 'call-' || n, CASE n % 3 WHEN 0 THEN 'aembedding' ELSE 'acompletion' END,
    encode(sha256(CASE n % 2 WHEN 0 THEN 'sk-sample-first-0001'::bytea ELSE 'sk-sample-other-0002'::bytea END), 'hex'),
    0.0000001375 * n, 10 + n, 10, n, timestamp '2026-11-01' + n * interval '97 minutes',
    timestamp '2026-11-01' + n * interval '97 minutes' + interval '345 milliseconds', NULL, 'openai/x', 'm', 'openai',
    CASE n % 2 WHEN 0 THEN 'u-1' ELSE '' END, '{"usage_object": {"prompt_tokens_details": {"cached_tokens": 4}}}', 'False',
    CASE n % 4 WHEN 0 THEN '["night", "all"]'::jsonb ELSE '[]'::jsonb END, CASE n % 2 WHEN 0 THEN 't-1' END,
    CASE n % 5 WHEN 0 THEN 'c-1' ELSE '' END, '10.0.0.1', '{"role": "must not be read"}',
    CASE n % 7 WHEN 0 THEN 'failure' ELSE 'success' END, NULL
  FROM generate_series(1, 60) n;
INSERT INTO "LiteLLM_DailyUserSpend"
  SELECT "user", to_char("startTime", 'YYYY-MM-DD'), api_key, model, custom_llm_provider, sum(prompt_tokens),
    sum(completion_tokens), sum(4), sum(spend), count(*), sum(CASE status WHEN 'success' THEN 1 ELSE 0 END),
    sum(CASE status WHEN 'failure' THEN 1 ELSE 0 END)
  FROM "LiteLLM_SpendLogs" GROUP BY 1, 2, 3, 4, 5;
INSERT INTO "LiteLLM_DailyUserSpend" VALUES
  ('u-1', '2026-10-01', encode(sha256('sk-sample-first-0001'), 'hex'), 'openai/x', 'openai', 1000, 500, 0, 0.04, 12, 11, 1),
  ('', '2026-10-02', 'a-key-that-is-gone', 'anthropic/y', 'anthropic', 10, 5, 0, 0.000000001, 1, 1, 0);
INSERT INTO "LiteLLM_DailyTeamSpend" VALUES ('t-2', '2026-10-02', 'a-key-that-is-gone', 0.000000001, 1);
INSERT INTO "LiteLLM_DailyTagSpend" VALUES
  ('night', '2026-10-01', encode(sha256('sk-sample-first-0001'), 'hex'), 'openai/x', 'openai', 1000, 500, 0.04, 12, 1);
