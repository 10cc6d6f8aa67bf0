// SPDX-License-Identifier: Apache-2.0
// Which unit holds a point: sanvat beside GEOS and Boost.Geometry on the same points, one thread each.
//   build/release/bench/locator_bench --units SRC[:layer] --points N --seed S [--copies N] [--build-threads N]
// Points are uniform in the units' box, those outside every unit drawn again; 1 % lie on vertices and edges. `--copies`
// lays the units beside themselves so many times, a box's width in whole degrees apart: a part of a country stands in
// for all of it. `--build-threads` build sanvat's index, by default one a core; answers come from one thread. Prints
// one line of JSON; ends with 1 where two engines disagree on a point.
#include <CLI/CLI.hpp>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "analysis/locator.hpp"
#include "data/vector_source.hpp"
#include "tests/support/geos_units.hpp"

namespace {

using namespace sanvat;
namespace bg = boost::geometry;
using data::LonLat;
using data::MultiPolygon;

/// Boost.Geometry is too slow for all points.
constexpr std::size_t boost_points = 20'000;

std::vector<MultiPolygon> read_units(const std::string& source) {
    data::VectorSource file(source);
    std::vector<MultiPolygon> units;
    while (auto row = file.next()) {
        if (auto* polygon = std::get_if<MultiPolygon>(&row->geometry)) units.push_back(std::move(*polygon));
    }
    return units;
}

MultiPolygon shifted_east(MultiPolygon unit, double degrees) {
    const auto shift = [degrees](data::Ring& ring) {
        for (LonLat& p : ring)
            p.lon += degrees;
    };
    for (auto& polygon : unit) {
        shift(polygon.outer);
        for (auto& hole : polygon.holes)
            shift(hole);
    }
    return unit;
}

/// The units beside themselves. Equal positions stay equal, so that a coverage stays one.
void repeat(std::vector<MultiPolygon>& units, std::size_t copies) {
    data::Envelope box;
    for (const auto& unit : units)
        box.extend(data::envelope_of(unit));
    const double width = std::ceil(box.east - box.west);
    const std::size_t count = units.size();
    units.reserve(count * copies);
    for (std::size_t copy = 1; copy < copies; ++copy) {
        for (std::size_t i = 0; i < count; ++i)
            units.push_back(shifted_east(units[i], static_cast<double>(copy) * width));
    }
}

std::vector<LonLat> vertices_of(const std::vector<MultiPolygon>& units) {
    std::vector<LonLat> vertices;
    for (const auto& unit : units) {
        for (const auto& polygon : unit) {
            vertices.insert(vertices.end(), polygon.outer.begin(), polygon.outer.end());
            for (const auto& hole : polygon.holes)
                vertices.insert(vertices.end(), hole.begin(), hole.end());
        }
    }
    return vertices;
}

std::vector<LonLat> draw_points(const std::vector<MultiPolygon>& units, const analysis::Locator& locator,
                                std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> share(0, 1);
    data::Envelope box;
    for (const auto& unit : units)
        box.extend(data::envelope_of(unit));
    const auto vertices = vertices_of(units);
    std::vector<LonLat> points;
    while (points.size() < count) {
        if (points.size() % 100 == 0) {
            const std::size_t i = random() % (vertices.size() - 1);
            const double t = points.size() % 200 == 0 ? 0 : share(random);
            const LonLat a = vertices[i];
            const LonLat b = vertices[i + 1];
            points.push_back({a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)});
            continue;
        }
        const LonLat p{box.west + share(random) * (box.east - box.west),
                       box.south + share(random) * (box.north - box.south)};
        if (locator.locate(p)) points.push_back(p);
    }
    return points;
}

template <typename Work>
double seconds_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::uint32_t lowest_of(const std::vector<std::uint32_t>& found) {
    return found.empty() ? analysis::Locator::nowhere : found.front();
}

/// Boost.Geometry's own way: an R-tree of boxes, then `covered_by`.
class BoostUnits {
public:
    explicit BoostUnits(const std::vector<MultiPolygon>& units) {
        std::vector<Entry> entries;
        for (const MultiPolygon& unit : units) {
            Shape& shape = shapes_.emplace_back();
            for (const auto& polygon : unit) {
                auto& part = shape.emplace_back();
                copy(polygon.outer, part.outer());
                for (const auto& hole : polygon.holes)
                    copy(hole, part.inners().emplace_back());
            }
            entries.emplace_back(bg::return_envelope<Box>(shape), static_cast<std::uint32_t>(shapes_.size() - 1));
        }
        boxes_ = Tree(entries);
    }

    [[nodiscard]] std::uint32_t locate(LonLat place) const {
        const Corner p{place.lon, place.lat};
        std::uint32_t lowest = analysis::Locator::nowhere;
        for (auto it = boxes_.qbegin(bg::index::intersects(p)); it != boxes_.qend(); ++it) {
            if (it->second < lowest && bg::covered_by(p, shapes_[it->second])) lowest = it->second;
        }
        return lowest;
    }

private:
    using Corner = boost::geometry::model::d2::point_xy<double>;
    using Box = boost::geometry::model::box<Corner>;
    using Part = boost::geometry::model::polygon<Corner, false>;
    using Shape = boost::geometry::model::multi_polygon<Part>;
    using Entry = std::pair<Box, std::uint32_t>;
    using Tree = boost::geometry::index::rtree<Entry, boost::geometry::index::rstar<16>>;

    template <typename To>
    static void copy(const data::Ring& ring, To& to) {
        for (const LonLat p : ring)
            to.emplace_back(p.lon, p.lat);
    }

    std::vector<Shape> shapes_;
    Tree boxes_;
};

nlohmann::json rate(std::size_t points, double seconds, double build_seconds) {
    return {{"points_per_s", std::round(static_cast<double>(points) / seconds)}, {"build_s", build_seconds}};
}

struct Options {
    std::string units;
    std::size_t points = 1'000'000;
    std::uint64_t seed = 1;
    std::size_t copies = 1;
    unsigned build_threads = 0;
};

int run(const Options& options) {
    auto units = read_units(options.units);
    repeat(units, options.copies);
    std::vector<const MultiPolygon*> pointers;
    for (const auto& unit : units)
        pointers.push_back(&unit);

    std::optional<analysis::Locator> locator;
    const std::clock_t cpu_before = std::clock();
    const double sanvat_build = seconds_of([&] { locator.emplace(pointers, options.build_threads); });
    const double sanvat_build_cpu = static_cast<double>(std::clock() - cpu_before) / CLOCKS_PER_SEC;  // of all threads
    const auto points = draw_points(units, *locator, options.points, options.seed);
    std::vector<std::uint32_t> found(points.size());
    const double sanvat_s = seconds_of([&] { locator->locate(points, found); });
    std::vector<std::uint32_t> singly(points.size());
    const double single_s = seconds_of([&] {
        std::ranges::transform(points, singly.begin(),
                               [&](LonLat p) { return locator->locate(p).value_or(analysis::Locator::nowhere); });
    });

    std::optional<test::GeosUnits> geos;
    const double geos_build = seconds_of([&] { geos.emplace(units); });
    std::size_t disagreements = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {  // the warming pass, which also compares whole sets
        const auto set = geos->covering_prepared(points[i]);
        disagreements += set != locator->covering(points[i]) || found[i] != lowest_of(set) || singly[i] != found[i];
    }
    std::uint64_t sum = 0;
    const double geos_s = seconds_of([&] {
        for (const LonLat p : points)
            sum += lowest_of(geos->covering_prepared(p));
    });

    std::optional<BoostUnits> boost;
    const double boost_build = seconds_of([&] { boost.emplace(units); });
    const std::size_t few = std::min(points.size(), boost_points);
    std::size_t boost_differs = 0;
    const double boost_s = seconds_of([&] {
        for (std::size_t i = 0; i < few; ++i)
            boost_differs += boost->locate(points[i]) != found[i];
    });

    nlohmann::json answer{{"units", units.size()},
                          {"vertices", vertices_of(units).size()},
                          {"points", points.size()},
                          {"disagreements", disagreements},
                          {"checksum", sum},
                          {"sanvat", rate(points.size(), sanvat_s, sanvat_build)},
                          {"geos", rate(points.size(), geos_s, geos_build)},
                          {"boost", rate(few, boost_s, boost_build)}};
    answer["sanvat"]["bytes"] = locator->bytes();
    answer["sanvat"]["build_cpu_s"] = sanvat_build_cpu;
    answer["sanvat"]["single_points_per_s"] = std::round(static_cast<double>(points.size()) / single_s);
    answer["boost"]["disagreements"] = boost_differs;
    std::cout << answer.dump() << "\n";
    return disagreements == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Which unit holds a point: sanvat beside GEOS and Boost.Geometry");
    Options options;
    app.add_option("--units", options.units, "Polygons: anything GDAL reads, SRC or SRC:layer")->required();
    app.add_option("--points", options.points, "How many")->check(CLI::Range(1, 100'000'000))->capture_default_str();
    app.add_option("--seed", options.seed, "Of the points")->capture_default_str();
    app.add_option("--copies", options.copies, "Of the units, beside each other")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    app.add_option("--build-threads", options.build_threads, "That build sanvat's index; 0: one a core")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        return run(options);
    } catch (const data::Error& error) {
        std::cerr << "locator_bench: " << error.what() << "\n";
        return 2;
    }
}
