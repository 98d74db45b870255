// The networks of networks.py by hand, in double precision: what a loop that knows of nothing else costs.
//
//     g++ -O3 -march=native -std=c++17 reference.cpp -o reference
//     ./reference FOLDER SECONDS RESULTS
//
// Writes spikes (int32 cells, int32 steps) and the last plastic weights (double) to RESULTS; prints
// the seconds of processor time that the loop took. Steps go as in Brian2: cells are brought forward
// by Euler's method, spikes are found, arrive, change weights, and reset their cells.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <vector>

using std::string;
using std::vector;

template <typename T> vector<T> read(const string &path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) { std::fprintf(stderr, "no file %s\n", path.c_str()); std::exit(1); }
    vector<T> values(file.tellg() / sizeof(T));
    file.seekg(0);
    file.read(reinterpret_cast<char *>(values.data()), values.size() * sizeof(T));
    return values;
}

template <typename T> void write(const string &path, const vector<T> &values) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

// Synapses in order of their sources; those that end on a cell are found by `incoming`, with their `senders`.
struct Projection {
    vector<int32_t> sources, targets, first, incoming, senders, first_in;

    Projection(const string &name, int cells)
        : sources(read<int32_t>(name + "_sources")), targets(read<int32_t>(name + "_targets")),
          first(cells + 1, 0), incoming(sources.size()),
          senders(sources.size()), first_in(cells + 1, 0) {
        for (int32_t source : sources) first[source + 1]++;
        for (int32_t target : targets) first_in[target + 1]++;
        for (int n = 0; n < cells; n++) first[n + 1] += first[n], first_in[n + 1] += first_in[n];
        vector<int32_t> place(first_in.begin(), first_in.end() - 1);
        for (size_t s = 0; s < sources.size(); s++) {
            const int32_t k = place[targets[s]]++;
            incoming[k] = s;
            senders[k] = sources[s];
        }
    }
};

struct Membrane {
    double dt, tau_m, tau_exc, tau_inh, tau_stdp, e_leak, e_exc, e_inh, threshold, reset, refractory;
};

// One Euler step of all cells; those that are refractory rest.
void advance(const Membrane &cell, int cells, int64_t step, const int64_t *__restrict free_at,
             double *__restrict v, double *__restrict g_exc, double *__restrict g_inh) {
    const double m = cell.dt / cell.tau_m, e_leak = cell.e_leak, e_exc = cell.e_exc, e_inh = cell.e_inh;
    const double keep_exc = 1 - cell.dt / cell.tau_exc, keep_inh = 1 - cell.dt / cell.tau_inh;
    for (int n = 0; n < cells; n++) {
        const double current = e_leak - v[n] + g_exc[n] * (e_exc - v[n]) + g_inh[n] * (e_inh - v[n]);
        v[n] += step >= free_at[n] ? m * current : 0.0;
        g_exc[n] *= keep_exc;
        g_inh[n] *= keep_inh;
    }
}

// Which cells are above threshold: few are, so that blocks without any are passed over.
void find(double threshold, int cells, const double *__restrict v, vector<int32_t> &found) {
    const int block = 16;
    for (int start = 0; start < cells; start += block) {
        const int stop = std::min(start + block, cells);
        int any = 0;
        if (stop - start == block)
            for (int n = 0; n < block; n++) any |= v[start + n] > threshold;
        else
            any = 1;
        if (any)
            for (int n = start; n < stop; n++)
                if (v[n] > threshold) found.push_back(n);
    }
}

int main(int, char **argv) {
    const string folder = string(argv[1]) + "/", results = string(argv[3]) + "/";
    const vector<double> given = read<double>(folder + "numbers");
    const double *number = given.data();
    Membrane cell;
    for (double *each = &cell.dt; each <= &cell.refractory; each++) *each = *number++;
    const double dt = cell.dt;
    const int excitatory = *number++, cells = excitatory + int(*number++);
    number++;  // the probability of a synapse
    const double weight_plastic = *number++, weight_exc = *number++, weight_inh = *number++, strongest = *number++;
    const double potentiation = *number++, depression = *number++;
    const int late = std::lround(*number++ / dt);
    const double input_chance = *number++ * dt, input_weight = *number++;
    const int steps = std::lround(std::atof(argv[2]) / dt), rest = std::lround(cell.refractory / dt);

    const Projection plastic(folder + "plastic", cells), excitation(folder + "excitation", cells);
    const Projection inhibition(folder + "inhibition", cells);
    vector<double> v = read<double>(folder + "v"), g_exc = read<double>(folder + "g_exc");
    vector<double> g_inh = read<double>(folder + "g_inh"), w(plastic.sources.size(), weight_plastic);
    vector<double> before(excitatory, 0.0), after(excitatory, 0.0);
    vector<int64_t> free_at(cells, 0);
    vector<int32_t> spiked_cells, spiked_steps;
    vector<vector<int32_t>> spikes(late + 1);  // of the last steps, until they have arrived
    const double keep = 1 - dt / cell.tau_stdp;

    // Whether each source fires in each step: from one event on that grid straight to the next.
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> uniform;
    const double skip = input_chance > 0 ? 1 / std::log1p(-input_chance) : 0;
    const auto wait = [&] { return 1 + int64_t(std::log(1 - uniform(random)) * skip); };
    int64_t next_input = input_chance > 0 ? wait() - 1 : INT64_MAX;

    const std::clock_t start = std::clock();
    for (int step = 0; step < steps; step++) {
        vector<int32_t> &now = spikes[step % (late + 1)];
        now.clear();
        advance(cell, cells, step, free_at.data(), v.data(), g_exc.data(), g_inh.data());
        for (int n = 0; n < excitatory; n++) before[n] *= keep, after[n] *= keep;
        find(cell.threshold, cells, v.data(), now);

        for (; next_input < int64_t(step + 1) * excitatory; next_input += wait())
            g_exc[next_input - int64_t(step) * excitatory] += input_weight;
        const vector<int32_t> &arriving = spikes[(step + 1) % (late + 1)];
        for (int32_t n : arriving) {
            if (n < excitatory) {
                for (int32_t s = plastic.first[n]; s < plastic.first[n + 1]; s++) {
                    const int32_t target = plastic.targets[s];
                    g_exc[target] += w[s];
                    w[s] = std::max(w[s] - after[target], 0.0);
                }
                for (int32_t s = excitation.first[n]; s < excitation.first[n + 1]; s++)
                    g_exc[excitation.targets[s]] += weight_exc;
            } else
                for (int32_t s = inhibition.first[n]; s < inhibition.first[n + 1]; s++)
                    g_inh[inhibition.targets[s]] += weight_inh;
        }
        for (int32_t n : now) {
            if (n < excitatory)
                for (int32_t k = plastic.first_in[n]; k < plastic.first_in[n + 1]; k++) {
                    const int32_t s = plastic.incoming[k];
                    w[s] = std::min(w[s] + before[plastic.senders[k]], strongest);
                }
        }
        for (int32_t n : arriving) if (n < excitatory) before[n] += potentiation;
        for (int32_t n : now) {
            v[n] = cell.reset;
            free_at[n] = step + rest;
            if (n < excitatory) after[n] += depression;
            spiked_cells.push_back(n);
            spiked_steps.push_back(step);
        }
    }
    const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;

    write(results + "spiked_cells", spiked_cells);
    write(results + "spiked_steps", spiked_steps);
    write(results + "weights", w);
    std::printf("%.6f\n", seconds);
}
