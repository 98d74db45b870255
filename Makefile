# Two commands: `make life` runs the main job, `make test` checks everything.
# PYTHON names the interpreter (3.11 to 3.14) that the virtual environment is made from.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: life test trust lint types imports pytest clean
.PHONY: science science-synapses science-networks science-lives science-ablations

life: $(VENV)/installed
	$(BIN)/neurosim run life --seeds 3

test: lint types imports pytest

lint: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/developing
	$(BIN)/mypy

imports: $(VENV)/developing
	$(BIN)/lint-imports

pytest: $(VENV)/developing
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# What is tried a few times by `make test`, as often as docs/trust.md claims: hours.
trust: $(VENV)/developing
	$(BIN)/python -m pytest tests/faults --trust

# $(1) names the study, $(2) says what it runs; its table and picture are committed.
define study
rm -rf runs/science-$(1)
$(BIN)/neurosim run $(2) --out runs/science-$(1)
mkdir -p docs/science/$(1)
cp runs/science-$(1)/measures.csv runs/science-$(1)/figure.png docs/science/$(1)/
test ! -f runs/science-$(1)/individuals.csv || cp runs/science-$(1)/individuals.csv docs/science/$(1)/
endef

BRAIN := --agents hippocampus_neocortex
BRAIN_AND_CORTEX := $(BRAIN),neocortex_strong_ltd,neocortex_weak_ltd

# The same for $(1), an experiment on synapses.
define synapses
rm -rf runs/science-$(1)
$(BIN)/neurosim run $(1) $(2) --out runs/science-$(1)
mkdir -p docs/science/$(1)
cp runs/science-$(1)/measures.csv runs/science-$(1)/curves.csv docs/science/$(1)/
cp runs/science-$(1)/figure.png docs/science/$(1)/
endef

SLOW := calcium-nmda-cortical-slices,voltage-visual-cortex
VISUAL := pair-fitted-visual-cortex,triplet-visual-cortex-all-to-all,$(SLOW)

science: science-synapses science-networks science-lives science-ablations

science-synapses: $(VENV)/installed
	$(call synapses,stdp-window)
	$(call synapses,pairing-frequency,--rule $(VISUAL))
	$(call synapses,spike-triplets)
	$(call synapses,ltp-ltd,--seeds 5)
	$(call synapses,late-ltp,--seeds 5)
	$(call synapses,dopamine-stdp)
	$(call synapses,short-term-plasticity)

science-networks: $(VENV)/installed
	$(call study,hopfield-capacity,hopfield-capacity --seeds 10)
	$(call study,storage-rules,storage-rules --seeds 10)
	$(call study,spurious-states,spurious-states --seeds 10)
	$(call study,dense-hopfield,dense-hopfield --seeds 10)
	$(call study,working-memory,working-memory --seeds 10)
	$(call study,working-memory-gates,working-memory-gates --seeds 10 --agents persistent)
	$(call study,xor,xor --seeds 20)
	$(call study,learning-rate,learning-rate --seeds 20)
	$(call study,overfitting,overfitting --seeds 20)
	$(call study,mlp-interference,mlp-interference --seeds 20)
	$(call study,forgetting-remedies,forgetting-remedies --seeds 20)
	$(call study,vanishing-gradients,vanishing-gradients --seeds 10)
	$(call study,copy-memory,copy-memory --seeds 10)
	$(call study,delayed-tasks,delayed-tasks --seeds 10)
	$(call study,gates,gates --seeds 10)

science-lives: $(VENV)/installed
	$(call study,life,life --seeds 20)
	$(call study,random-codes,life --seeds 20 --items random $(BRAIN))
	$(call study,ten-digits,life --seeds 20 --items-count 10 --night 80 $(BRAIN))
	$(call study,twenty-codes,life --seeds 20 --items random --items-count 20 --scale 2 --night 80 $(BRAIN))
	$(call study,three-days,life --seeds 10 --items-count 9 --night 40 --set days=3)
	$(call study,one-shot-five,one-shot --seeds 20 --items random --items-count 5 $(BRAIN))
	$(call study,one-shot-ten,one-shot --seeds 20 --items random --items-count 10 $(BRAIN))
	$(call study,one-shot-twenty,one-shot --seeds 20 --items random --items-count 20 $(BRAIN))
	$(call study,one-shot-alike,one-shot --seeds 20 $(BRAIN))
	$(call study,one-shot-individuals,one-shot --seeds 20 --individuals $(BRAIN))
	$(call study,short-life-alike,life --quick --seeds 10 $(BRAIN))
	$(call study,short-life-individuals,life --quick --seeds 10 --individuals $(BRAIN))
	$(call study,pattern-completion,pattern-completion --seeds 10)
	$(call study,few-shot,few-shot --seeds 10)
	$(call study,forgetting-curves,forgetting-curves --seeds 10)
	$(call study,pattern-separation,pattern-separation --seeds 20 $(BRAIN))
	$(call study,binding,binding --seeds 10 $(BRAIN))
	$(call study,capacity,capacity --seeds 10)
	$(call study,replay,replay --seeds 20 --items random --items-count 10 $(BRAIN))
	$(call study,consolidation-five,consolidation --seeds 20 --items digits $(BRAIN))
	$(call study,consolidation-ten,consolidation --seeds 20 --items random --items-count 10 $(BRAIN))
	$(call study,retrograde-amnesia,retrograde-amnesia --seeds 20 $(BRAIN))
	$(call study,sleep-deprivation,sleep-deprivation --seeds 20 $(BRAIN))
	$(call study,interference,interference --seeds 20 $(BRAIN_AND_CORTEX))
	$(call study,acetylcholine,acetylcholine --seeds 20 $(BRAIN))
	$(call study,novelty,novelty --seeds 20 $(BRAIN))
	$(call study,emotional-memory,emotional-memory --seeds 20 $(BRAIN))
	$(call study,rem,rem --seeds 20 $(BRAIN))
	$(call study,reward,reward --seeds 20 $(BRAIN))
	$(call study,sequence-replay,sequence-replay --seeds 20)
	$(call study,night,night --seeds 10)
	$(call study,ripples,ripples --seeds 20)
	$(call study,sleep-homeostasis,sleep-homeostasis --seeds 20)
	$(call study,gradient-alignment,gradient-alignment --seeds 10)
	$(call study,energy-landscape,energy-landscape --seeds 10)
	$(call study,cued-reactivation,cued-reactivation --seeds 20)
	$(call study,damage,damage --seeds 10)
	$(call study,energy,energy --seeds 10)

science-ablations: $(VENV)/installed
	$(BIN)/python docs/science/ablations.py

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/developing: pyproject.toml $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
