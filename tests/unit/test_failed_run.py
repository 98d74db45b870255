"""What is kept of a run in which a life was broken off."""

import json

import numpy as np
import pytest

from neurosim.cli.tables import printed
from neurosim.errors import InputError, SimulationError
from neurosim.experiments import FailedLifeError, run_lives
from neurosim.figures import Format, failure_figure
from neurosim.figures.failure import LAST, last_seconds
from neurosim.items import Digits
from neurosim.protocol import BrokenOffError, Diary, Recording, Rest, Sleep, Spikes, Study, live
from neurosim.store import FailedLifeRun, LifeRun, compared, draw_again, open_run, summary_table
from runs import ENDED, LIFE, lived, write_run, writer
from spiking_dummy import Pulse

REASON = "CA3 ran away in state nrem, 1.50 s into an event of 6 s: 99 Hz"
ITEMS = Digits().draw(2, 0)


class Epileptic(Pulse):
    """Is well in the daytime and of even seeds; breaks off in the night."""

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.name, self.ill = "pulse", seed % 2 == 1

    def _sleep(self, event):
        if not self.ill:
            return super()._sleep(event)
        raise BrokenOffError(REASON, (Recording(event, None, self._spikes(1.5, [(1.0, 0)])),))


def failed_run(out, seeds=(1, 3)):
    with writer(out, ("pulse",), seeds) as run:
        for task in run.left():
            run.keep(task, lived(task, Epileptic))
        return run.publish(ENDED)


def test_a_life_that_is_broken_off_is_told_with_all_that_led_there():
    items = ITEMS.items
    agent = Epileptic(1, ITEMS.senses)
    with pytest.raises(BrokenOffError, match="CA3 ran away") as caught:
        live(agent, [Study(items[0], 0.4), Rest(2.0), Sleep(6.0), Study(items[1], 0.4)])
    recordings = caught.value.recordings
    assert [type(record.event) for record in recordings] == [Study, Rest, Sleep]
    assert [record.began for record in recordings] == [0.0, 0.4, 2.4]
    assert recordings[-1].spikes["CA3"].seconds.max() < 1.5


def test_a_simulation_that_fails_in_another_way_breaks_a_life_off_as_well():
    class Overflowing(Pulse):
        def _sleep(self, event):
            raise SimulationError("CA3: values are no longer finite")

    with pytest.raises(BrokenOffError, match="no longer finite") as caught:
        live(Overflowing(1, ITEMS.senses), [Rest(1.0), Sleep(6.0)])
    assert [type(record.event) for record in caught.value.recordings] == [Rest]


def test_a_copy_that_fails_in_a_test_is_known_as_lesioned():
    plans = LIFE.lives(Digits(), 0)

    class Fragile(Pulse):
        def _recall(self, event):
            if self.lost:
                raise BrokenOffError(REASON, (Recording(event),))
            return super()._recall(event)

    with pytest.raises(FailedLifeError) as caught:
        list(run_lives(LIFE, plans, {"pulse": Fragile}, 0))
    assert caught.value.diary.recordings[-1].lesioned == "hippocampus"
    assert str(caught.value) == f"pulse, sleep, seed 0: {REASON}"


def test_the_folder_says_what_went_wrong_and_has_what_led_there(tmp_path):
    run = failed_run(tmp_path / "run")
    assert isinstance(run, FailedLifeRun)
    told = json.loads((tmp_path / "run/run.json").read_text())
    assert (told["status"], told["seeds"]) == ("failed", [])
    assert told["failures"][0] == {
        "reason": f"pulse, sleep, seed 1: {REASON}",
        "agent": "pulse",
        "condition": "sleep",
        "part": "",
        "seed": 1,
    }
    assert set(told["files"]) == {
        path.relative_to(tmp_path / "run").as_posix()
        for path in (tmp_path / "run").rglob("*")
        if path.is_file() and path.name != "run.json"
    }
    again = open_run(tmp_path / "run")
    last = again.last_diary().recordings[-1]
    assert isinstance(last.event, Sleep)
    assert 1.0 < last.spikes["CA3"].seconds.max() < 1.5
    assert len(again.items(1, "sleep").items) == 2
    assert again.rows() == []
    report = (tmp_path / "run/report.html").read_text()
    assert REASON in report
    assert "0 of 2 seeds were finished; there are no results" in report


def test_other_seeds_have_results_and_the_run_says_which_have_none(tmp_path):
    run = failed_run(tmp_path / "run", seeds=(0, 1, 2))
    assert (type(run), run.manifest.status, run.manifest.seeds) == (LifeRun, "failed", (0, 2))
    assert {row.seed for row in run.rows()} == {0, 2}
    missing = (
        f"1 of 3 seeds have no results, which may bias the rest: pulse, sleep, seed 1: {REASON}"
    )
    assert run.manifest.missing().startswith(missing)
    assert missing in (tmp_path / "run/report.html").read_text()
    assert missing in printed(run, as_object=False)
    (first, *_) = json.loads(printed(run, as_object=True))["failures"]
    assert first == f"pulse, sleep, seed 1: {REASON}"
    lost = run.diary("pulse", "sleep", 1).recordings[-1]
    assert 1.0 < lost.spikes["CA3"].seconds.max() < 1.5
    assert compared([run, run]).rows
    assert open_run(tmp_path / "run").manifest == run.manifest


def test_there_are_no_results_of_it(tmp_path):
    run = failed_run(tmp_path / "run")
    assert summary_table(run).rows[0] == ("pulse", "sleep", "1", f"pulse, sleep, seed 1: {REASON}")
    assert run.results()["results"] == []
    other = write_run(tmp_path / "other", names=("pulse",), seeds=(0,))
    for runs in ([run, other], [other, run]):
        with pytest.raises(InputError, match=r"run cannot be compared: the run failed \(pulse"):
            compared(runs)


def test_its_figure_is_drawn_again(tmp_path):
    run = failed_run(tmp_path / "run")
    before = run.content("figure.svg")
    assert draw_again(run, (Format.SVG,)) == ["figure.svg"]
    assert open_run(tmp_path / "run").content("figure.svg") == before


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("condition", "../..", "is no name"),
        ("agent", "", "is no name"),
        ("seed", -1, "seeds should be whole numbers"),
        ("reason", 3, "should be text"),
    ],
)
def test_what_it_says_of_the_failure_is_checked(tmp_path, name, damage, said):
    failed_run(tmp_path / "run")
    path = tmp_path / "run/run.json"
    told = json.loads(path.read_text())
    told["failures"][0][name] = damage
    path.write_text(json.dumps(told))
    with pytest.raises(InputError, match=said):
        open_run(tmp_path / "run")


def diary(*events):
    return Diary("someone", tuple(events))


def spiking(event, *seconds):
    train = Spikes(np.zeros(len(seconds), np.int32), np.array(seconds), 5)
    return Recording(event, None, {"CA3": train})


def test_the_last_spike_is_at_zero_and_earlier_events_come_before_it():
    known = diary(spiking(Rest(10.0), 1.0, 9.5), spiking(Sleep(60.0), 0.25, 1.0))
    shown = last_seconds(known)
    assert shown.spikes["CA3"].seconds.tolist() == [-0.75, 0.0, -1.5]
    assert [began for began, _ in shown.began] == [-11.0, -1.0]


def test_what_happened_long_before_is_left_out():
    known = diary(spiking(Rest(1.0), 0.5), spiking(Sleep(60.0), 1.0, 5.0 - LAST, 2.5, 5.0))
    shown = last_seconds(known)
    assert shown.spikes["CA3"].seconds.tolist() == [-LAST, -2.5, 0.0]
    assert len(shown.began) == 1


def test_a_life_without_a_spike_can_be_drawn():
    silent = diary(spiking(Rest(1.0)), spiking(Study(ITEMS.items[0], 0.4)))
    assert failure_figure(silent, REASON)
    assert failure_figure(diary(Recording(Rest(1.0))), REASON)
