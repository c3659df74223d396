"""Runs the pinned emulator with the few behaviours of AWS that it lacks and this project leans on.

Nothing on disk changes: each change replaces one function or one string in memory, after checking that the
place still looks as expected. A release that no longer fits is refused by name instead of running half patched.

  names     a function's error keeps its name (Step Functions catch by it) and its environment stays warm; a process
            that dies is Runtime.ExitError
  waiting   a silent handler is not held for 50 ms in case it logs something
  bounds    at most LAMBDA_PER_FUNCTION processes per function; more callers queue. Idle ones are evicted above LAMBDA_IDLE
  quota     with LAMBDA_ACCOUNT_CONCURRENCY: what is beyond it is throttled, by each kind of caller as on AWS
  http      HTTP API: request cookies in event.cookies, a failing function is a plain 500, CORS headers on refusals too
  mails     SES: sending is authorised on the identity of the sender, not on every resource there is
  transport a request over loopback counts as one over TLS for policies that refuse any other
  batches   sending a batch of messages is judged by the grant to send one
  buses     DescribeEventBus is judged by a grant on the bus
  tokens    a task that waits for its token fails when its function fails; answering it is judged by its machine
  parent    ends with the process that started it (its stdin closes), with every function process
  keeping   with PERSIST_STATE: see keeping.py
"""

import collections
import contextlib
import contextvars
import inspect
import json
import os
import shutil
import signal
import threading
import time
from email.utils import parseaddr

import ministack.core.iam_actions as iam_actions
import ministack.core.iam_evaluator as iam_evaluator
import ministack.core.lambda_runtime as runtime
import ministack.services.apigateway as apigateway
import ministack.services.eventbridge as eventbridge
import ministack.services.lambda_svc as functions
import ministack.services.sqs as queues
import ministack.services.stepfunctions as machines
from expect import expect

HANDLER_ERROR = "__handler_error"


def replace_once(text, old, new, place):
    expect(text.count(old) == 1, place)
    return text.replace(old, new)


class HandlerError(str):
    """An error's message that also carries the payload AWS would answer with."""

    payload: dict


# What the runner says of a process that ended, or whose pipe broke, before it had answered.
DEAD_PROCESS = ("Worker process died", "Worker returned no response", "[Errno 32] Broken pipe")
DIED_EARLY = "Worker process exited immediately"


def exit_error(request_id):
    error = HandlerError(f"RequestId: {request_id} Error: Runtime exited without providing a reason")
    error.payload = {"errorType": "Runtime.ExitError", "errorMessage": str(error)}
    return error


def keep_error_names():
    # Reported as a success, because the runner kills the process of a failed call (AWS keeps it warm).
    report = (
        'status: "ok", result: {{ {key}: {{ errorType: String(({e} && {e}.name) || "Error"), '
        'errorMessage: String(({e} && {e}.message) || {e}), trace: String(({e} && {e}.stack) || "").split("\\n") }} }}'
    )
    script = runtime._NODEJS_WORKER_SCRIPT
    script = replace_once(
        script,
        'status: "error", error: String(err.message || err), trace: err.stack || ""',
        report.format(key=HANDLER_ERROR, e="err"),
        "the Node worker's rejected promise",
    )
    script = replace_once(
        script,
        'status: "error", error: e.message, trace: e.stack\n',
        report.format(key=HANDLER_ERROR, e="e") + "\n",
        "the Node worker's thrown error",
    )
    runtime._NODEJS_WORKER_SCRIPT = script

    invoke = runtime.Worker.invoke
    source = inspect.getsource(runtime.Worker)
    expect(all(text in source for text in (*DEAD_PROCESS[:2], DIED_EARLY)), "a process that dies")

    def invoke_with_name(self, event, request_id, **kwargs):
        try:
            answer = invoke(self, event, request_id, **kwargs)
        except RuntimeError as error:
            if not str(error).startswith(DIED_EARLY):
                raise
            return {"status": "error", "error": exit_error(request_id), "trace": str(error)}
        if answer.get("error") in DEAD_PROCESS:
            return {**answer, "error": exit_error(request_id)}
        result = answer.get("result")
        if isinstance(result, dict) and HANDLER_ERROR in result:
            error = HandlerError(result[HANDLER_ERROR]["errorMessage"])
            error.payload = result[HANDLER_ERROR]
            return {**answer, "status": "error", "error": error, "trace": "\n".join(error.payload["trace"])}
        return answer

    runtime.Worker.invoke = invoke_with_name

    execute = functions._execute_function_warm

    def execute_with_name(func, event, request_id):
        answer = execute(func, event, request_id)
        message = answer["body"].get("errorMessage") if answer.get("error") else None
        return {**answer, "body": message.payload} if isinstance(message, HandlerError) else answer

    functions._execute_function_warm = execute_with_name


def do_not_wait_for_logs():
    drain = runtime.Worker._drain_stderr_bounded
    expect(drain.__defaults__ == (0.050, 0.005, 0.250), "the wait for log lines")
    drain.__defaults__ = (0.003, 0.001, 0.250)


def bound_processes():
    """A bound per function, not in total: a call nested in another function's call always finds a free place."""
    per_function = int(os.environ.get("LAMBDA_PER_FUNCTION", "4"))
    idle_limit = int(os.environ.get("LAMBDA_IDLE", "32"))
    expect(hasattr(runtime, "_workers") and hasattr(runtime, "kill_workers"), "the pool of function processes")
    places = collections.defaultdict(lambda: threading.BoundedSemaphore(per_function))
    lock = threading.Lock()

    def evict_idle():
        with runtime._lock:
            everyone = [(key, worker) for key, workers in runtime._workers.items() for worker in workers]
            idle = sorted((pair for pair in everyone if not pair[1].in_use), key=lambda pair: pair[1].last_used)
            surplus = idle[: max(0, len(everyone) - idle_limit)]
            for key, worker in surplus:
                runtime._workers[key].remove(worker)
        runtime.kill_workers([worker for _, worker in surplus])

    execute = functions._execute_function_warm

    def execute_in_turn(func, event, request_id):
        config = func.get("config") or func
        with lock:
            place = places[config.get("FunctionArn", config.get("FunctionName"))]
        with place:
            answer = execute(func, event, request_id)
        if sum(map(len, list(runtime._workers.values()))) > idle_limit:
            threading.Thread(target=evict_idle, daemon=True).start()
        return answer

    functions._execute_function_warm = execute_in_turn


# Until when somebody who is throttled tries again; callers that AWS makes wait set it, the others are told at once.
patient_until = contextvars.ContextVar("patient_until", default=0.0)
ASYNC_SECONDS = 6 * 3600


def throttle_as_on_aws():
    expect(hasattr(functions, "_acquire_execution_slot"), "the count of executions")
    throttled, execute = functions._throttle_response, functions._execute_function

    def throttled_by_its_name(reason_code, msg, retry_after=1):
        answer = throttled(reason_code=reason_code, msg=msg, retry_after=retry_after)
        return {**answer, "body": {**answer["body"], "Type": "User", "message": "Rate Exceeded."}}

    def execute_or_wait(func, event):
        pause = 0.1
        while True:
            result = execute(func, event)
            if not result.get("throttle") or time.time() + pause > patient_until.get():
                return result
            time.sleep(pause)
            pause = min(pause * 2, 2)  # AWS: from 1 s to 5 minutes

    def patiently(seconds, work):
        token = patient_until.set(time.time() + seconds)
        try:
            return work()
        finally:
            patient_until.reset(token)

    functions._throttle_response = throttled_by_its_name
    functions._execute_function = execute_or_wait

    # Asynchronous: the event stays in Lambda's own queue for up to six hours. Its thread inherits the context.
    invoke_async = functions.invoke_async_with_retry
    functions.invoke_async_with_retry = lambda func, event: patiently(ASYNC_SECONDS, lambda: invoke_async(func, event))

    dispatch = eventbridge._dispatch_to_lambda
    expect("_execute_function_with_config_scope" in dispatch.__code__.co_names, "the bus's way to a function")

    def dispatch_patiently(arn, payload):
        func, config, _ = functions._get_func_record_for_ref(arn)
        if not func or not config:
            return dispatch(arn, payload)
        record = functions._execution_record_for_config(func, config)
        work = lambda: patiently(  # noqa: E731
            ASYNC_SECONDS, lambda: functions._execute_function_with_config_scope(record, json.loads(payload))
        )
        return threading.Thread(target=work, daemon=True).start()

    eventbridge._dispatch_to_lambda = dispatch_patiently

    # A queue's messages stay in flight as long as their visibility timeout lets them, then they are received anew.
    run_batch = functions._run_sqs_batch
    arguments = run_batch.__code__.co_varnames[: run_batch.__code__.co_argcount]
    expect(arguments == ("esm", "func_rec", "event", "batch", "queue_url", "queue_name"), "a batch of messages")

    def run_batch_patiently(esm, func_rec, event, batch, queue_url, queue_name):
        attributes = (queues._queues.get(queue_url) or {}).get("attributes", {})
        seconds = float(attributes.get("VisibilityTimeout", 30))
        return patiently(seconds, lambda: run_batch(esm, func_rec, event, batch, queue_url, queue_name))

    functions._run_sqs_batch = run_batch_patiently

    call = machines._call_lambda

    def call_by_its_name(func_ref, event):
        try:
            return call(func_ref, event)
        except machines._ExecutionError as error:
            if error.error == "Lambda.Unknown" and "TooManyRequestsException" in error.cause:
                raise machines._ExecutionError("Lambda.TooManyRequestsException", error.cause) from error
            raise

    machines._call_lambda = call_by_its_name


def match_http_api():
    execute = functions._execute_function_with_config_scope

    def execute_with_cookies(func, event):
        if isinstance(event, dict) and event.get("version") == "2.0" and "http" in (event.get("requestContext") or {}):
            cookie = (event.get("headers") or {}).pop("cookie", None)
            if cookie:
                event["cookies"] = [part.strip() for part in cookie.split(";") if part.strip()]
        return execute(func, event)

    functions._execute_function_with_config_scope = execute_with_cookies

    respond = functions.lambda_execute_result_to_api_proxy_response

    def respond_plainly(result):
        response, error = respond(result)
        if result.get("throttle"):
            body = '{"message":"Service Unavailable"}'
            return {"statusCode": 503, "headers": {"Content-Type": "application/json"}, "body": body}, None
        if result.get("error") and response and response.get("statusCode") == 502:
            body = '{"message":"Internal Server Error"}'
            return {"statusCode": 500, "headers": {"Content-Type": "application/json"}, "body": body}, None
        return response, error

    functions.lambda_execute_result_to_api_proxy_response = respond_plainly

    answer = apigateway._handle_execute_in_scope

    async def answer_with_cors(api_id, stage, path, method, headers, *args, **kwargs):
        response = await answer(api_id, stage, path, method, headers, *args, **kwargs)
        expect(isinstance(response, tuple) and len(response) == 3, "the answer of an HTTP API")
        cors = (apigateway._apis.get(api_id) or {}).get("corsConfiguration")
        if cors and method != "OPTIONS":
            response[1].update(apigateway._cors_response_headers(cors, headers.get("origin") or ""))
        return response

    apigateway._handle_execute_in_scope = answer_with_cors


def authorise_on_resources():
    resource_of = iam_actions.extract_resource_arn
    names = resource_of.__code__.co_varnames[: resource_of.__code__.co_argcount]
    expect(
        names == ("service", "method", "path", "headers", "body", "query_params", "region", "account_id"),
        "the resource that a request is authorised on",
    )

    def resource_as_on_aws(service, method, path, headers, body, query_params, region, account_id):
        resource = resource_of(service, method, path, headers, body, query_params, region, account_id)
        source = (query_params or {}).get("Source") or ""
        sender = parseaddr(source[0] if isinstance(source, list) else source)[1]
        if service == "ses" and resource == "*" and sender:
            return f"arn:aws:ses:{region}:{account_id}:identity/{sender}"
        if service == "states" and resource == "*" and b"taskToken" in body:
            return machine_of_token.get(json.loads(body)["taskToken"], resource)
        if service == "events" and headers.get("x-amz-target", "").endswith(".DescribeEventBus"):
            # The name in the call is a bus's, and is taken for a rule's.
            return resource.replace(":rule/default/", ":event-bus/")
        return resource

    iam_actions.extract_resource_arn = resource_as_on_aws


# Kept for good: a token that nobody waits on any more still belongs to its machine, and its answer is refused as such.
machine_of_token = {}


def fail_with_function():
    execute, wait, call = machines._execute_task, machines._invoke_with_callback, machines._call_lambda
    arguments = wait.__code__.co_varnames[: wait.__code__.co_argcount]
    expect(arguments == ("resource", "input_data", "token", "state_def"), "the tasks that wait for a token")
    task = threading.local()

    def execute_known(state_def, raw_input, execution, ctx):
        task.machine = (ctx.get("StateMachine") or {}).get("Id")
        return execute(state_def, raw_input, execution, ctx)

    def wait_or_fail(resource, input_data, token, state_def):
        task.token = token
        machine_of_token[token] = task.machine
        try:
            return wait(resource, input_data, token, state_def)
        finally:
            task.token = None

    def call_or_fail(func_ref, event):
        try:
            return call(func_ref, event)
        except machines._ExecutionError as error:
            info = machines._task_tokens.get(getattr(task, "token", None))
            if info and not info["event"].is_set():
                info["error"] = {"Error": error.error, "Cause": error.cause}
                info["event"].set()
            raise

    machines._execute_task = execute_known
    machines._invoke_with_callback = wait_or_fail
    machines._call_lambda = call_or_fail


def judge_batches_as_messages():
    action_of = iam_actions.extract_iam_action
    names = action_of.__code__.co_varnames[: action_of.__code__.co_argcount]
    expect(names == ("service", "method", "path", "headers", "body", "query_params"), "the action of a request")

    def action_as_on_aws(service, method, path, headers, body, query_params):
        action = action_of(service, method, path, headers, body, query_params)
        return "sqs:SendMessage" if action == "sqs:SendMessageBatch" else action

    iam_actions.extract_iam_action = action_as_on_aws


def count_loopback_as_secure():
    pin = iam_evaluator.pin_request_origin
    expect(pin.__code__.co_varnames[:2] == ("source_ip", "secure_transport"), "the transport of a request")
    iam_evaluator.pin_request_origin = lambda source_ip, secure_transport: pin(source_ip, True)


def end_with_parent(last_work):
    throwaway = [folder for folder in os.environ.get("LAUNCHER_REMOVE", "").split(os.pathsep) if folder]

    def watch():
        # A closed pipe is the one sign of the parent's end that also covers kill -9.
        with contextlib.suppress(OSError):
            while os.read(0, 64):
                pass
        last_work()
        for folder in throwaway:
            shutil.rmtree(folder, ignore_errors=True)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    expect(os.getpgrp() == os.getpid(), "the process group")
    threading.Thread(target=watch, daemon=True).start()


keep_error_names()
do_not_wait_for_logs()
bound_processes()
throttle_as_on_aws()
match_http_api()
authorise_on_resources()
fail_with_function()
judge_batches_as_messages()
count_loopback_as_secure()
if os.environ.get("PERSIST_STATE") == "1":
    import keeping

    keeping.resume_at_start(machine_of_token)
    end_with_parent(keeping.freeze_and_save)
else:
    end_with_parent(lambda: None)

from ministack.app import main  # noqa: E402  (the patches come first)

main()
