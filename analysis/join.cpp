// SPDX-License-Identifier: Apache-2.0
#include "analysis/join.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

#include "analysis/block_queue.hpp"
#include "analysis/locator.hpp"
#include "analysis/parallel.hpp"
#include "analysis/unit_outlines.hpp"
#include "analysis/unit_overlaps.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "data/table_writer.hpp"
#include "data/text.hpp"
#include "data/vector_source.hpp"

namespace sanvat::analysis {

using data::LonLat;
using data::MultiPolygon;

namespace {

constexpr std::size_t rows_in_block = 8192;
constexpr std::size_t blocks_ahead = 8;

/// Polygons with the names that points get, sorted by name.
struct Units {
    std::vector<std::string> names;
    std::vector<MultiPolygon> polygons;
};

std::optional<std::size_t> column_named(const std::vector<data::Column>& columns, std::string_view name) {
    const std::string wanted = data::fold(name);
    const auto found =
        std::ranges::find_if(columns, [&](const data::Column& column) { return data::fold(column.name) == wanted; });
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

/// The column that names a unit; none where the record number does.
std::optional<std::size_t> key_column(const data::VectorSource& source, const std::optional<std::string>& asked) {
    if (asked) {
        if (const auto column = column_named(source.columns(), *asked)) return column;
        std::string known;
        for (const auto& column : source.columns())
            known += (known.empty() ? "" : ", ") + column.name;
        throw data::bad_value("unit-key", "\"" + *asked + "\" is no field of the units", "give one of " + known);
    }
    for (const char* usual : {"code", "id", "name"}) {
        if (const auto column = column_named(source.columns(), usual)) return column;
    }
    return std::nullopt;
}

bool crosses_antimeridian(const MultiPolygon& polygons) {
    return std::ranges::any_of(polygons, [](const data::Polygon& polygon) {
        for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
            if (std::abs(polygon.outer[i + 1].lon - polygon.outer[i].lon) > 180) return true;
        }
        return false;
    });
}

/// The row's polygon, which must be one that a locator can answer from.
MultiPolygon checked_unit(const data::VectorSource& source, data::SourceRow& row) {
    const data::ErrorPlace place = source.place(row.record);
    if (!row.problem.empty()) throw data::bad_input(place, row.problem, row.remedy);
    if (!data::has_geometry(row.geometry))
        throw data::bad_input(place, "the unit has no outline", "draw it, or leave the record out");
    auto* polygons = std::get_if<MultiPolygon>(&row.geometry);
    if (!polygons) throw data::bad_input(place, "the unit is no polygon", "give --units a layer of polygons");
    if (crosses_antimeridian(*polygons)) {
        throw data::bad_input(place, "the unit crosses the antimeridian", "split it at 180° first");
    }
    if (const std::string reason = data::invalid_reason(*polygons); !reason.empty()) {
        throw data::bad_input(place, "the unit is no valid polygon: " + reason, "mend its outline");
    }
    return std::move(*polygons);
}

/// What was joined wrong could not be joined again.
void refuse_to_replace(const data::VectorSource& source, const std::filesystem::path& out) {
    std::error_code none_there;
    if (!std::filesystem::equivalent(source.file(), out, none_there) || none_there) return;
    throw data::bad_value("out", out.string() + " is what is joined", "give the result a name of its own");
}

data::SourceOptions units_options(const JoinQuestion& question) {
    data::SourceOptions options;
    options.s_srs = question.units_srs;
    options.s_srs_option = "units-srs";
    return options;
}

data::SourceOptions points_options(const JoinQuestion& question) {
    data::SourceOptions options;
    options.s_srs = question.points_srs;
    options.s_srs_option = "points-srs";
    return options;
}

Units read_units(const JoinQuestion& question) {
    data::VectorSource source(question.units, units_options(question));
    const auto key = key_column(source, question.unit_key);
    Units read;
    while (auto row = source.next()) {
        read.polygons.push_back(checked_unit(source, *row));
        std::string name = key ? data::to_text(row->values[*key]) : "";
        read.names.push_back(name.empty() ? std::to_string(row->record) : std::move(name));
    }
    if (read.names.empty()) throw data::bad_input(source.place(), "it has no units", "give a layer of polygons");
    refuse_to_replace(source, question.out);
    std::vector<std::size_t> order(read.names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (key) std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const std::string& { return read.names[i]; });
    Units sorted;
    for (const std::size_t i : order) {
        sorted.names.push_back(std::move(read.names[i]));
        sorted.polygons.push_back(std::move(read.polygons[i]));
    }
    return sorted;
}

/// Points in the order of their file.
struct Block {
    std::vector<data::SourceRow> rows;
    std::vector<std::uint32_t> units;  ///< one a row, or Locator::nowhere
    std::vector<double> distances_m;   ///< 0 inside; only where nearest units are asked for
};

Block next_block(data::VectorSource& source) {
    Block block;
    while (block.rows.size() < rows_in_block) {
        auto row = source.next();
        if (!row) break;
        const data::ErrorPlace place = source.place(row->record);
        if (!row->problem.empty()) throw data::bad_input(place, row->problem, row->remedy);
        if (data::has_geometry(row->geometry) && !std::holds_alternative<LonLat>(row->geometry))
            throw data::bad_input(place, "it is no point", "give --points a layer of points");
        block.rows.push_back(std::move(*row));
    }
    return block;
}

/// Adds the seconds it lives to a sum.
class Stopwatch {
public:
    explicit Stopwatch(double& sum_s) : sum_s_(sum_s) {}
    ~Stopwatch() { sum_s_ += std::chrono::duration<double>(Clock::now() - start_).count(); }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    using Clock = std::chrono::steady_clock;
    double& sum_s_;
    const Clock::time_point start_ = Clock::now();
};

/// Finds the units of blocks of points.
class Finder {
public:
    Finder(const Units& units, const std::optional<double>& nearest_within_m, unsigned threads)
        : pointers_(pointers_to(units)), locator_(pointers_, threads), within_m_(nearest_within_m), threads_(threads) {
        if (within_m_) outlines_.emplace(pointers_);
    }

    [[nodiscard]] std::vector<UnitOverlap> overlaps() const {
        return unit_overlaps(pointers_, locator_.possible_overlaps());
    }

    void find(Block& block) const {
        block.units.assign(block.rows.size(), Locator::nowhere);
        block.distances_m.assign(block.rows.size(), 0);
        const std::size_t share = (block.rows.size() + threads_ - 1) / threads_;
        for_each_in_parallel(threads_, threads_, [&](std::size_t i) { find(block, i * share, share); });
    }

private:
    static std::vector<const MultiPolygon*> pointers_to(const Units& units) {
        std::vector<const MultiPolygon*> pointers;
        pointers.reserve(units.polygons.size());
        for (const MultiPolygon& polygon : units.polygons)
            pointers.push_back(&polygon);
        return pointers;
    }

    void find(Block& block, std::size_t start, std::size_t share) const {
        const std::size_t end = std::min(block.rows.size(), start + share);
        std::vector<LonLat> places;
        std::vector<std::size_t> placed;
        for (std::size_t i = start; i < end; ++i) {  // nothing for a thread too many
            const auto* point = std::get_if<LonLat>(&block.rows[i].geometry);
            if (!point) continue;
            places.push_back(*point);
            placed.push_back(i);
        }
        std::vector<std::uint32_t> found(places.size());
        locator_.locate(places, found);
        for (std::size_t k = 0; k < placed.size(); ++k) {
            block.units[placed[k]] = found[k];
            if (found[k] != Locator::nowhere || !outlines_) continue;
            const auto nearest = outlines_->nearest(places[k], *within_m_);
            if (!nearest) continue;
            block.units[placed[k]] = nearest->unit;
            block.distances_m[placed[k]] = nearest->distance_m;
        }
    }

    std::vector<const MultiPolygon*> pointers_;
    Locator locator_;
    std::optional<UnitOutlines> outlines_;
    std::optional<double> within_m_;
    unsigned threads_;
};

/// The columns of the points, then the answer's. A field of the points that is called so already keeps its name, and
/// the answer's becomes `unit_2`.
data::TableHead head_of(const data::VectorSource& points, bool with_distance) {
    data::TableHead head{.name = "join", .columns = points.columns()};
    head.places_in_columns = !points.position_columns().empty();
    const auto add = [&head](const std::string& name, data::ValueType type) {
        std::string free = name;
        for (int number = 2; column_named(head.columns, free); ++number)
            free = name + "_" + std::to_string(number);
        head.columns.push_back({free, type});
    };
    add("unit", data::ValueType::string);
    if (with_distance) add("unit_distance_m", data::ValueType::number);
    return head;
}

void write_block(Block& block, const Units& units, bool with_distance, data::TableWriter& writer, JoinReport& report) {
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        data::Row row{.id = {}, .values = std::move(block.rows[i].values), .geometry = block.rows[i].geometry};
        const std::uint32_t unit = block.units[i];
        const bool found = unit != Locator::nowhere;
        row.values.push_back(found ? data::Value{units.names[unit]} : data::Value{});
        if (with_distance) row.values.push_back(found ? data::Value{block.distances_m[i]} : data::Value{});
        writer.write(row);
        ++report.points;
        ++(!data::has_geometry(row.geometry) ? report.unplaced
           : !found                          ? report.outside
           : block.distances_m[i] > 0        ? report.near
                                             : report.inside);
    }
}

}  // namespace

JoinReport join(const JoinQuestion& question) {
    const auto tell = [&question](std::string_view step, std::int64_t done, std::optional<std::int64_t> total) {
        if (question.progress) question.progress({step, done, total});
    };
    data::VectorSource points(question.points, points_options(question));
    if (!points.spatial()) {
        throw data::bad_input(points.place(), "it has no places", "give points, or columns lon and lat or WKT");
    }
    refuse_to_replace(points, question.out);
    const bool with_distance = question.nearest_within_m.has_value();
    data::TableWriter writer(question.out, head_of(points, with_distance));
    tell("reading units", 0, {});
    const Units units = read_units(question);
    tell("indexing units", 0, {});
    const Finder finder(units, question.nearest_within_m, thread_count(question.threads));
    JoinReport report;
    report.units = static_cast<std::int64_t>(units.names.size());
    for (const auto& [first, second, area_m2] : finder.overlaps())
        report.overlaps.push_back({units.names[first], units.names[second], area_m2});

    // Reading is the slowest part and has a thread of its own; what it reads ahead is bounded.
    BlockQueue<Block> queue(blocks_ahead);
    double reading_s = 0;
    {
        const std::jthread reader([&points, &queue, &reading_s] {
            queue.fill([&]() -> std::optional<Block> {
                const Stopwatch watch(reading_s);
                Block block = next_block(points);
                return block.rows.empty() ? std::nullopt : std::optional(std::move(block));
            });
        });
        const BlockQueue<Block>::Abandon abandon(queue);
        while (auto block = queue.take()) {
            {
                const Stopwatch watch(report.finding_s);
                finder.find(*block);
            }
            const Stopwatch watch(report.writing_s);
            write_block(*block, units, with_distance, writer, report);
            tell("joining", report.points, points.row_count());
        }
    }
    report.reading_s = reading_s;
    if (report.points == 0) throw data::bad_input(points.place(), "it has no points", "give a layer with records");
    writer.commit();
    return report;
}

}  // namespace sanvat::analysis
