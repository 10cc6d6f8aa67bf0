// SPDX-License-Identifier: Apache-2.0
#include "data/route_reader.hpp"

#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>

#include "data/error.hpp"
#include "data/gdal.hpp"
#include "data/gpx_positions.hpp"
#include "data/ogr_geometry.hpp"
#include "data/text.hpp"
#include "data/vector_source.hpp"

namespace sanvat::data {

namespace {

using nlohmann::json;

/// Real files nest a geometry two or three deep; a body of brackets must not use up the stack.
constexpr int deepest = 16;

constexpr auto remedy = "send a GeoJSON LineString, Feature or FeatureCollection, or a GPX track";

Error refused(std::string problem) {
    return bad_input({}, std::move(problem), remedy);
}

Error too_many(const char* what) {
    return {ErrorKind::too_large,
            {},
            "the route has more than " + std::to_string(most_route_positions) + " " + what,
            "simplify it, or send it in parts"};
}

class Drawing {
public:
    void add(LineString line) {
        positions_ += line.size();
        if (positions_ > most_route_positions) throw too_many("positions");
        if (std::ranges::all_of(line, [&](LonLat p) { return p == line.front(); })) {
            throw refused("a line has no length: it needs two different positions");
        }
        drawing_.line.push_back(std::move(line));
    }

    void add(LonLat place, std::string_view name, std::optional<std::string> id) {
        NamedPoint point{place, to_nfc(trim(name)), std::move(id)};
        if (point.name.empty()) return;
        if (std::max(point.name.size(), point.id.value_or("").size()) > longest_point_name) {
            throw refused("the name of a point is longer than " + std::to_string(longest_point_name) + " bytes");
        }
        // Whoever draws a route with its stops often has them as waypoints, too.
        if (!known_.insert({point.name, place.lon, place.lat}).second) return;
        if (drawing_.points.size() == most_route_positions) throw too_many("named points");
        drawing_.points.push_back(std::move(point));
    }

    [[nodiscard]] RouteDrawing take() && {
        if (drawing_.line.empty()) throw refused("there is no line of two positions in it");
        return std::move(drawing_);
    }

private:
    RouteDrawing drawing_;
    std::set<std::tuple<std::string, double, double>> known_;
    std::size_t positions_ = 0;
};

const json& member(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) throw refused(std::string{"GeoJSON without \""} + name + "\"");
    return *found;
}

LonLat position_of(const json& value) {
    // RFC 7946 §3.1.1: a height may follow, and further numbers. Never put more than numbers into a message: dump()
    // goes down into lists within lists until the stack is used up.
    if (!value.is_array() || value.size() < 2 ||
        !std::ranges::all_of(value, [](const json& part) { return part.is_number(); })) {
        throw refused("a position is not [longitude, latitude]");
    }
    const LonLat position{value[0].get<double>(), value[1].get<double>()};
    if (!(std::abs(position.lon) <= 180 && std::abs(position.lat) <= 90)) {
        throw refused("the position [" + value[0].dump() + ", " + value[1].dump() + "] is no longitude and latitude");
    }
    return position;
}

LineString line_of(const json& coordinates) {
    if (!coordinates.is_array()) throw refused("coordinates are no list");
    if (coordinates.size() < 2) throw refused("a line has fewer than two positions");
    if (coordinates.size() > most_route_positions) throw too_many("positions");
    LineString line;
    line.reserve(coordinates.size());
    for (const json& value : coordinates)
        line.push_back(position_of(value));
    return line;
}

std::optional<std::string> id_of(const json& feature) {
    const auto found = feature.find("id");
    if (found == feature.end()) return std::nullopt;
    if (found->is_string()) return to_nfc(found->get_ref<const std::string&>());
    if (found->is_number_integer()) return found->dump();
    return std::nullopt;
}

/// Takes a Point feature that has a name.
void add_point(const json& feature, const json& geometry, Drawing& drawing) {
    const auto type = geometry.find("type");
    const auto properties = feature.find("properties");
    if (type == geometry.end() || *type != "Point" || properties == feature.end() || !properties->is_object()) return;
    const auto name = properties->find("name");
    if (name == properties->end() || !name->is_string()) return;
    drawing.add(position_of(member(geometry, "coordinates")), name->get_ref<const std::string&>(), id_of(feature));
}

void add_geojson(const json& object, Drawing& drawing, int depth) {
    if (depth > deepest) throw refused("GeoJSON is nested too deep");
    if (!object.is_object()) throw refused("a GeoJSON object is expected");
    const json& type = member(object, "type");
    if (!type.is_string()) throw refused("the type of a GeoJSON object is no text");
    const auto& name = type.get_ref<const std::string&>();
    const auto list = [&](const char* what) -> const json& {
        const json& values = member(object, what);
        if (!values.is_array()) throw refused(std::string{"\""} + what + "\" is no list");
        return values;
    };
    if (name == "FeatureCollection") {
        for (const json& feature : list("features"))
            add_geojson(feature, drawing, depth + 1);
    } else if (name == "Feature") {
        const json& geometry = member(object, "geometry");
        if (geometry.is_null()) return;
        add_geojson(geometry, drawing, depth + 1);
        add_point(object, geometry, drawing);
    } else if (name == "GeometryCollection") {
        for (const json& geometry : list("geometries"))
            add_geojson(geometry, drawing, depth + 1);
    } else if (name == "LineString") {
        drawing.add(line_of(member(object, "coordinates")));
    } else if (name == "MultiLineString") {
        for (const json& line : list("coordinates"))
            drawing.add(line_of(line));
    } else if (name != "Point" && name != "MultiPoint") {
        throw refused("a " + name.substr(0, 40) + " is no route");
    }
}

RouteDrawing read_geojson(std::string_view body) {
    Drawing drawing;
    try {
        add_geojson(json::parse(body), drawing, 0);
    } catch (const json::parse_error& error) {
        throw refused("no JSON: it breaks at byte " + std::to_string(error.byte));
    } catch (const json::out_of_range&) {
        throw refused("a number in it is too large");
    }
    return std::move(drawing).take();
}

/// Bytes under a name of GDAL's memory files, as long as the object lives. Does not copy them.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) {
        static std::atomic<std::uint64_t> number{0};
        name_ = "/vsimem/sanvat-route-" + std::to_string(++number) + ".gpx";
        // GDAL takes a pointer to change, but a file opened for reading only is not changed.
        auto* data = const_cast<GByte*>(reinterpret_cast<const GByte*>(bytes.data()));
        VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), data, bytes.size(), FALSE));
    }
    ~MemoryFile() { VSIUnlink(name_.c_str()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    std::string name_;
};

/// Calls `take(feature, geometry)` for each feature that a layer of a GPX file has.
template <typename Take>
void for_each_in_gpx(GDALDataset& dataset, const char* name, const gdal::ErrorTrap& trap, Take take) {
    OGRLayer* layer = dataset.GetLayerByName(name);
    while (layer) {
        const OGRFeatureUniquePtr feature{layer->GetNextFeature()};
        if (!trap.failure().empty()) throw refused("the GPX is broken: " + trap.failure());
        if (!feature) return;
        ReadGeometry read = from_ogr(feature->GetGeometryRef(), nullptr);
        if (!read.problem.empty()) throw refused(read.problem);
        take(*feature, read.geometry);
    }
}

/// The lines of one layer; true where it has any.
bool add_gpx_lines(GDALDataset& dataset, const char* name, Drawing& drawing, const gdal::ErrorTrap& trap) {
    bool any = false;
    for_each_in_gpx(dataset, name, trap, [&](const OGRFeature& /*feature*/, Geometry& geometry) {
        auto* parts = std::get_if<MultiLineString>(&geometry);
        if (!parts) return;
        for (LineString& line : *parts) {
            if (line.size() < 2) continue;  // a receiver switched on and off again
            drawing.add(std::move(line));
            any = true;
        }
    });
    return any;
}

void add_gpx_points(GDALDataset& dataset, const char* name, Drawing& drawing, const gdal::ErrorTrap& trap) {
    for_each_in_gpx(dataset, name, trap, [&](const OGRFeature& feature, const Geometry& geometry) {
        const auto* place = std::get_if<LonLat>(&geometry);
        const int field = feature.GetFieldIndex("name");
        if (place && field >= 0 && feature.IsFieldSetAndNotNull(field)) {
            drawing.add(*place, feature.GetFieldAsString(field), std::nullopt);
        }
    });
}

RouteDrawing read_gpx(std::string_view body) {
    check_gpx_positions(body);
    gdal::initialise();
    const gdal::ErrorTrap trap;
    const MemoryFile file(body);
    const std::array<const char*, 2> only_gpx{"GPX", nullptr};
    const gdal::DatasetPtr dataset{GDALDataset::Open(
        file.name().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, only_gpx.data())};
    // What GDAL says of it speaks of the memory file.
    if (!dataset) throw refused("it is no GPX, or one that breaks off");
    Drawing drawing;
    if (!add_gpx_lines(*dataset, "tracks", drawing, trap)) add_gpx_lines(*dataset, "routes", drawing, trap);
    add_gpx_points(*dataset, "waypoints", drawing, trap);
    add_gpx_points(*dataset, "route_points", drawing, trap);
    return std::move(drawing).take();
}

std::string_view without_mark_and_blanks(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const auto first = body.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view{} : body.substr(first);
}

RouteDrawing read_layer(const std::string& source) {
    VectorSource layer(source);
    Drawing drawing;
    while (auto row = layer.next()) {
        if (!row->problem.empty()) throw bad_input(layer.place(row->record), row->problem, row->remedy);
        if (auto* parts = std::get_if<MultiLineString>(&row->geometry)) {
            for (LineString& line : *parts)
                drawing.add(std::move(line));
        }
    }
    return std::move(drawing).take();
}

}  // namespace

RouteDrawing read_route(std::string_view body) {
    body = without_mark_and_blanks(body);
    if (body.empty()) throw refused("it is empty");
    if (body.front() == '{') return read_geojson(body);
    if (body.front() == '<') return read_gpx(body);
    throw refused("it is neither GeoJSON nor GPX");
}

bool is_route_file(const std::string& source) {
    return std::filesystem::is_regular_file(source) ||
           std::filesystem::is_regular_file(source.substr(0, source.rfind(':')));
}

RouteDrawing read_route_file(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    try {
        if (ending != ".geojson" && ending != ".json" && ending != ".gpx") return read_layer(file.string());
        std::ifstream stream(file, std::ios::binary);
        if (!stream) throw bad_input({}, "no such file", "check the path");
        std::ostringstream text;
        text << stream.rdbuf();
        return read_route(text.view());
    } catch (const Error& error) {
        if (!error.place().file.empty()) throw;
        ErrorPlace place = error.place();
        place.file = file.string();
        throw Error(error.kind(), std::move(place), error.problem(), error.remedy());
    }
}

}  // namespace sanvat::data
