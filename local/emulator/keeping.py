"""Stopping and starting with data that is kept (PERSIST_STATE).

On AWS nothing stops. Here everything does, so this makes a stop look like the death of every function process, which the
shop survives by design, and a start like the moment after it:

  stop   no function is started any more and those that run are killed; nobody learns of their end. So their messages,
         stream records and tasks are as they were. Only then is everything saved.
  start  the streams go on with the records that nobody had read, messages that were in flight come back, executions go on
         in the state they were in. Functions are called from the moment at which their own calls are answered.

The emulator alone saves how far each stream was read and not the stream, declares running executions failed, and saves
while everything still runs.
"""

import copy
import json
import os
import socket
import sys
import threading
import time
from contextlib import suppress

import ministack.core.lambda_runtime as runtime
import ministack.core.persistence as persistence
import ministack.services.dynamodb as tables
import ministack.services.lambda_svc as functions
import ministack.services.sqs as queues
import ministack.services.stepfunctions as machines
from expect import expect
from ministack.core.responses import AccountRegionScopedDict, _request_account_id, _request_region

# Beside the saved state while it is written: whoever finds it at a start finds half a save. emulator.ts reads it.
HALF_SAVED = os.path.join(persistence.STATE_DIR, "half-saved")

running = threading.Event()
frozen = threading.Event()


def resume_at_start(machine_of_token):
    """Patches saving and loading; to be called before the emulator's own start."""
    expect(hasattr(machines, "_restore_state") and hasattr(tables, "_stream_trimmed"), "what is saved")
    hold_functions()
    keep_streams()
    keep_executions(machine_of_token)
    return_messages()
    threading.Thread(target=open_when_answering, daemon=True).start()


def freeze_and_save():
    """Ends every function process, saves, and leaves the mark of half a save if anything could not be saved."""
    freeze()
    os.makedirs(persistence.STATE_DIR, exist_ok=True)
    with open(HALF_SAVED, "w") as mark:
        mark.write("the save was not finished")
    app = sys.modules["ministack.app"]
    failed = [name for name, get_state in app._build_persistence_save_dict().items() if not save(name, get_state)]
    if failed:
        with open(HALF_SAVED, "w") as mark:
            mark.write(f"{', '.join(failed)} could not be saved")
    else:
        os.remove(HALF_SAVED)


def freeze():
    running.clear()
    frozen.set()
    with runtime._lock:
        everyone = [worker for workers in runtime._workers.values() for worker in workers]
    for worker in everyone:
        with suppress(AttributeError, OSError):
            worker._proc.kill()


def save(name, get_state):
    path = os.path.join(persistence.STATE_DIR, f"{name}.json")
    before = os.stat(path).st_ino if os.path.exists(path) else None
    for _ in range(3):
        with suppress(RuntimeError):  # a request from outside changed it while it was copied
            state = get_state()
            if state is None:
                return True
            persistence.save_state(name, state)
            # Saving tells its log of a failure and nobody else; a file that was written is another file.
            return os.path.exists(path) and os.stat(path).st_ino != before
    return False


def hold_functions():
    execute, invoke, spawn = functions._execute_function, runtime.Worker.invoke, runtime.Worker._spawn

    def execute_when_running(func, event):
        running.wait()
        return execute(func, event)

    def invoke_unless_frozen(self, *args, **kwargs):
        try:
            return invoke(self, *args, **kwargs)
        finally:
            if frozen.is_set():
                threading.Event().wait()  # for good: the process is about to end

    def spawn_unless_frozen(self):
        spawn(self)
        if frozen.is_set():
            self._proc.kill()
            threading.Event().wait()

    functions._execute_function = execute_when_running
    runtime.Worker.invoke = invoke_unless_frozen
    runtime.Worker._spawn = spawn_unless_frozen


def open_when_answering():
    address = (os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"]))
    while not frozen.is_set():
        try:
            socket.create_connection(address, timeout=1).close()
            return running.set()
        except OSError:
            time.sleep(0.02)


def keep_streams():
    get_state, load = tables.get_state, tables.load_persisted_state

    def first_unread(scope):
        """The position of the slowest reader of a table; its stream's end where nobody reads it."""
        account, region, table = scope
        readers = [
            functions._dynamodb_stream_positions.get_scoped(account, region, mapping["UUID"], 0)
            for mapping in list(functions._esms._data.values())
            if f":{account}:table/{table}/stream/" in mapping.get("EventSourceArn", "")
        ]
        return min(readers, default=tables.stream_end_position(table, account_id=account, region=region))

    def get_state_with_streams():
        unread, trimmed = AccountRegionScopedDict(), AccountRegionScopedDict()
        for scope, records in list(tables._stream_records._data.items()):
            start = tables._stream_trimmed._data.get(scope, 0)
            position = max(first_unread(scope), start)
            unread._data[scope] = copy.deepcopy(records[position - start :])
            trimmed._data[scope] = position
        return {**get_state(), "unread_streams": unread, "trimmed_streams": trimmed}

    def load_with_streams(data):
        load(data)
        tables._stream_records.update(data.get("unread_streams", {}))
        tables._stream_trimmed.update(data.get("trimmed_streams", {}))

    tables.get_state = get_state_with_streams
    tables.load_persisted_state = load_with_streams

    restore = functions._restore_esm_positions

    def restore_within_streams(store, positions):
        restore(store, positions)
        if store is not functions._dynamodb_stream_positions:
            return
        for (account, region, mapping_id), position in list(store._data.items()):
            source = functions._esms.get_scoped(account, region, mapping_id, {}).get("EventSourceArn", "")
            table = source.split("/stream/")[0].split("/")[-1]
            end = tables.stream_end_position(table, account_id=account, region=region)
            # What was saved without its stream is read from the stream's new beginning.
            store._data[(account, region, mapping_id)] = min(position, end)

    functions._restore_esm_positions = restore_within_streams


def keep_executions(machine_of_token):
    get_state, load, execute = machines.get_state, machines.load_persisted_state, machines._execute_task
    resumed = {}

    def get_state_with_tokens():
        return {**get_state(), "machine_of_token": dict(machine_of_token)}

    def load_running(data):
        machine_of_token.update(data.get("machine_of_token", {}))
        unfinished = [
            (scope, execution)
            for scope, execution in data.get("executions", AccountRegionScopedDict())._data.items()
            if execution["status"] == "RUNNING"
        ]
        load(data)
        for (account, region, arn), execution in unfinished:
            for field in ("error", "cause"):
                execution.pop(field, None)
            execution.update(status="RUNNING", stopDate=None)
            entered = [event for event in execution["events"] if "stateEnteredEventDetails" in event]
            if entered:
                resumed[arn] = entered[-1]["stateEnteredEventDetails"]
            threading.Thread(target=go_on, args=(account, region, arn), daemon=True).start()

    def go_on(account, region, arn):
        running.wait()
        _request_account_id.set(account)
        _request_region.set(region)
        machines._run_execution(arn)

    def execute_where_it_was(state_def, raw_input, execution, ctx):
        """The first task of an execution that goes on only leads to the state that it was in."""
        stood = resumed.pop(execution["executionArn"], None) if execution else None
        if stood is not None:
            ctx["variables"].update(execution.get("variables", {}))
            if stood["name"] != ctx["State"]["Name"]:
                return json.loads(stood["input"]), stood["name"]
        if execution is not None:
            execution["variables"] = dict(ctx["variables"])
        return execute(state_def, raw_input, execution, ctx)

    machines.get_state = get_state_with_tokens
    machines.load_persisted_state = load_running
    machines._execute_task = execute_where_it_was


def return_messages():
    load = queues.load_persisted_state

    def load_visible(data):
        load(data)
        for queue in queues._queues._data.values():
            for message in queue["messages"]:
                if message.get("receive_count", 0) > 0:
                    message["visible_at"] = min(message["visible_at"], time.time())

    queues.load_persisted_state = load_visible
