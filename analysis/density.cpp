// SPDX-License-Identifier: Apache-2.0
#include "analysis/density.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <tuple>

#include "analysis/distance.hpp"
#include "analysis/hexagon_grid.hpp"
#include "analysis/provenance_count.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::LonLat;
using data::ValueType;

namespace {

constexpr std::array<std::string_view, 2> density_method_names{"hexagon", "kernel"};

/// Something of every provenance, in the order of data::Provenance.
using Split = std::array<double, provenances.size()>;

double sum_of(const Split& split) noexcept {
    double sum = 0;
    for (const double part : split)
        sum += part;
    return sum;
}

/// The records, those at one place together.
struct Population {
    std::map<LonLat, Split> places;
    Split unplaced{};
    std::size_t records = 0;
    std::size_t placed_by_unit = 0;
};

void add(Population& population, const Feature& feature) {
    const auto text = [&](std::string_view property) { return data::to_text(feature.value(property)); };
    const auto provenance = data::parse_provenance(text("provenance")).value_or(data::Provenance::reported);
    const auto accuracy = data::parse_position_accuracy(text("position_accuracy"));
    const auto* point = std::get_if<LonLat>(feature.geometry.get());
    ++population.records;
    Split& counts = point ? population.places[*point] : population.unplaced;
    ++counts[static_cast<std::size_t>(provenance)];
    if (point && !(accuracy && data::locates(*accuracy))) ++population.placed_by_unit;
}

Population population_of(const Snapshot& snapshot, const ProximityScope& scope) {
    const data::DateSpan day{scope.as_of, scope.as_of};
    Population population;
    for (const CollectionId id : scope.collections) {
        const auto table = snapshot.features(id, scope.as_of);
        for (const Feature& feature : table->features()) {
            if (feature.in_force_within(day) && scope.filter.matches(feature)) add(population, feature);
        }
    }
    return population;
}

data::Envelope envelope_of(const Population& population) {
    data::Envelope box;
    for (const auto& [place, counts] : population.places)
        box.extend(place);
    return box;
}

/// The middle of the ground: of the units, so that cells stay where they are whatever is asked; of the records where
/// the store has no boundaries.
LonLat middle_of(const Snapshot& snapshot, const Population& population) {
    data::Envelope box;
    for (const data::AdminUnit& unit : snapshot.content().units)
        box.extend(data::envelope_of(unit.polygon));
    if (box.empty()) box = envelope_of(population);
    if (box.empty()) return {};
    return {(box.west + box.east) / 2, (box.south + box.north) / 2};
}

struct DensityCell {
    LonLat centre;
    data::Polygon outline;
    Split counts{};
    Split per_km2{};
};
using Cells = std::map<Hexagon, DensityCell>;

/// More cells than have their centre within a distance.
double most_cells_within(double distance_m, double cell_m) {
    const double reach = distance_m * HexagonGrid::most_stretch + cell_m;
    return std::numbers::pi * reach * reach / (cell_m * cell_m * std::numbers::sqrt3 / 2);
}

double usual_bandwidth_m(double cell_m) {
    return std::min(2 * cell_m, most_distance_m);
}

/// The size of cells, in whole hundreds of metres, with which the limits hold for certain; nothing where none does.
std::optional<double> sufficient_cell_m(const Population& population, const DensityQuestion& question) {
    constexpr double step_m = 100;
    const data::Envelope box = envelope_of(population);
    const double radius_m = std::max(data::distance_m({box.west, box.south}, {box.east, box.north}),
                                     data::distance_m({box.west, box.north}, {box.east, box.south}));
    const auto places = static_cast<double>(population.places.size());
    const bool smooth = question.method == DensityMethod::kernel;
    for (double cell_m = least_cell_m; cell_m <= most_cell_m; cell_m += step_m) {
        const double bandwidth_m = smooth ? question.bandwidth_m.value_or(usual_bandwidth_m(cell_m)) : 0;
        if (smooth && cell_m > bandwidth_m) break;
        const double pairs = smooth ? places * most_cells_within(bandwidth_m, cell_m) : places;
        const double cells = std::min(pairs, most_cells_within(radius_m + bandwidth_m, cell_m));
        if (cells <= most_density_cells && pairs <= most_density_pairs) return cell_m;
    }
    return std::nullopt;
}

data::Error too_many(const std::string& what, const Population& population, const DensityQuestion& question) {
    const auto cell_m = sufficient_cell_m(population, question);
    return data::bad_value("cell", fmt::format("cells of {:g} km would make {}", question.cell_m / 1000, what),
                           cell_m ? fmt::format("give {:g}km or more", *cell_m / 1000)
                                  : "ask for fewer records, or give a smaller bandwidth");
}

void draw(Cells& cells, const HexagonGrid& grid, Hexagon where) {
    auto [found, added] = cells.try_emplace(where);
    if (!added) return;
    auto outline = grid.outline(where);
    if (!outline) {
        cells.erase(found);
        return;
    }
    found->second.centre = grid.centre(where);
    found->second.outline = *std::move(outline);
}

/// Counts every record in its cell; what has none joins the unplaced.
Cells count(Population& population, const HexagonGrid& grid) {
    Cells cells;
    for (const auto& [place, counts] : population.places) {
        const auto where = grid.cell_of(place);
        if (where) draw(cells, grid, *where);
        Split& sum = where ? cells.at(*where).counts : population.unplaced;
        for (std::size_t i = 0; i < provenances.size(); ++i)
            sum[i] += counts[i];
    }
    return cells;
}

void spread(Cells& cells, const Population& population, const HexagonGrid& grid, double bandwidth_m,
            const DensityQuestion& question) {
    const double bandwidth_km = bandwidth_m / 1000;
    const double at_centre = 3 / (std::numbers::pi * bandwidth_km * bandwidth_km);
    for (const auto& [place, counts] : population.places) {
        if (!grid.cell_of(place)) continue;
        for (const Hexagon where : grid.candidates_around(place, bandwidth_m)) {
            draw(cells, grid, where);
            const auto cell = cells.find(where);
            if (cell == cells.end()) continue;
            if (cells.size() > most_density_cells) {
                throw too_many(fmt::format("over {} cells", most_density_cells), population, question);
            }
            const double part = data::distance_m(place, cell->second.centre) / bandwidth_m;
            if (part >= 1) continue;
            const double weight = at_centre * (1 - part * part) * (1 - part * part);
            for (std::size_t i = 0; i < provenances.size(); ++i)
                cell->second.per_km2[i] += weight * counts[i];
        }
    }
    std::erase_if(cells,
                  [](const auto& cell) { return sum_of(cell.second.per_km2) == 0 && sum_of(cell.second.counts) == 0; });
}

void put(data::Row& row, const Split& split, bool whole) {
    const auto value = [whole](double number) {
        // Nine decimals of a record per km² are more than any bandwidth needs.
        return whole ? data::Value{static_cast<std::int64_t>(number)} : data::Value{std::round(number * 1e9) / 1e9};
    };
    row.values.push_back(value(sum_of(split)));
    for (const double part : split)
        row.values.push_back(value(part));
}

data::Table empty_density_table() {
    data::Table table;
    table.name = "density";
    table.columns = {{"name", ValueType::string}, {"lon", ValueType::number}, {"lat", ValueType::number}};
    for (const auto& [name, type] : {std::pair{"count", ValueType::integer}, {"per_km2", ValueType::number}}) {
        table.columns.push_back({name, type});
        for (const char* provenance : {"reported", "derived", "illustrative"})
            table.columns.push_back({fmt::format("{}_{}", name, provenance), type});
    }
    return table;
}

data::Table table_of(const Cells& cells, const Split& unplaced) {
    std::vector<const Cells::value_type*> sorted;
    for (const auto& cell : cells)
        sorted.push_back(&cell);
    std::ranges::stable_sort(sorted, [](const auto* a, const auto* b) {
        return std::tuple(sum_of(a->second.per_km2), sum_of(a->second.counts)) >
               std::tuple(sum_of(b->second.per_km2), sum_of(b->second.counts));
    });
    data::Table table = empty_density_table();
    const auto as_written = [](double degrees) { return std::round(degrees * 1e7) / 1e7; };
    for (const auto* entry : sorted) {
        const auto& [where, cell] = *entry;
        data::Row& row = table.rows.emplace_back();
        row.id = fmt::format("{}_{}", where.row, where.column);
        row.values = {{}, as_written(cell.centre.lon), as_written(cell.centre.lat)};
        put(row, cell.counts, true);
        put(row, cell.per_km2, false);
        row.geometry = data::MultiPolygon{cell.outline};
    }
    data::Row& rest = table.rows.emplace_back();
    rest.values = {"not placed", {}, {}};
    put(rest, unplaced, true);
    rest.values.resize(table.columns.size());
    return table;
}

/// The bandwidth that holds, where the method has one.
std::optional<double> checked_bandwidth_m(const DensityQuestion& question) {
    if (question.method == DensityMethod::hexagon) {
        if (!question.bandwidth_m) return std::nullopt;
        throw data::bad_value("bandwidth", "has no meaning for hexagons", "leave it out, or ask for the method kernel");
    }
    const double bandwidth_m = question.bandwidth_m.value_or(usual_bandwidth_m(question.cell_m));
    if (bandwidth_m >= question.cell_m && bandwidth_m <= most_distance_m) return bandwidth_m;
    // A narrower kernel would fall between the centres and count for nothing.
    throw data::bad_value("bandwidth", fmt::format("{:g} km does not fit", bandwidth_m / 1000),
                          fmt::format("give {:g}km, the size of a cell, up to 200km", question.cell_m / 1000));
}

void check(const DensityQuestion& question) {
    if (!(question.cell_m >= least_cell_m && question.cell_m <= most_cell_m)) {
        throw data::bad_value("cell", fmt::format("{:g} m is no size of a cell", question.cell_m),
                              "give the distance between opposite sides, 500m to 100km");
    }
    for (const CollectionId id : question.scope.collections) {
        if (collection(id).geometry == "point") continue;
        throw data::bad_value("collection", fmt::format("{} are no points", collection(id).name),
                              "give some of facilities, craft-villages, products, producers, tour-stops");
    }
}

}  // namespace

std::string_view to_string(DensityMethod method) noexcept {
    return density_method_names[static_cast<std::size_t>(method)];
}

std::optional<DensityMethod> parse_density_method(std::string_view text) noexcept {
    const auto found = std::ranges::find(density_method_names, text);
    if (found == density_method_names.end()) return std::nullopt;
    return static_cast<DensityMethod>(found - density_method_names.begin());
}

Density density(const Snapshot& snapshot, const DensityQuestion& question) {
    check(question);
    const auto bandwidth_m = checked_bandwidth_m(question);
    Population population = population_of(snapshot, question.scope);
    const HexagonGrid grid(middle_of(snapshot, population), question.cell_m);
    Cells cells = count(population, grid);
    if (cells.size() > most_density_cells) {
        throw too_many(fmt::format("{} cells", cells.size()), population, question);
    }
    if (bandwidth_m) {
        const double pairs =
            static_cast<double>(population.places.size()) * most_cells_within(*bandwidth_m, question.cell_m);
        if (pairs > most_density_pairs) {
            throw too_many(fmt::format("{:.0f} pairs of a place and a cell to weigh", pairs), population, question);
        }
        spread(cells, population, grid, *bandwidth_m, question);
    }
    Density found{.as_of = question.scope.as_of,
                  .cell_m = question.cell_m,
                  .cell_area_km2 = grid.cell_area_km2(),
                  .bandwidth_m = bandwidth_m,
                  .records = population.records,
                  .not_placed = static_cast<std::size_t>(sum_of(population.unplaced)),
                  .placed_by_unit = population.placed_by_unit,
                  .table = {}};
    for (auto& [where, cell] : cells) {
        for (std::size_t i = 0; i < provenances.size() && !bandwidth_m; ++i)
            cell.per_km2[i] = cell.counts[i] / found.cell_area_km2;
        found.sum += sum_of(cell.per_km2) * found.cell_area_km2;
    }
    found.table = table_of(cells, population.unplaced);
    return found;
}

}  // namespace sanvat::analysis
