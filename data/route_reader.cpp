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
#include <sstream>
#include <string>
#include <utility>

#include "data/error.hpp"
#include "data/gdal.hpp"
#include "data/ogr_geometry.hpp"
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

class RouteLines {
public:
    void add(LineString line) {
        positions_ += line.size();
        if (positions_ > most_route_positions) {
            throw Error(ErrorKind::too_large, {},
                        "the route has more than " + std::to_string(most_route_positions) + " positions",
                        "simplify it, or send it in parts");
        }
        if (std::ranges::all_of(line, [&](LonLat p) { return p == line.front(); })) {
            throw refused("a line has no length: it needs two different positions");
        }
        lines_.push_back(std::move(line));
    }

    [[nodiscard]] MultiLineString take() && {
        if (lines_.empty()) throw refused("there is no line in it");
        return std::move(lines_);
    }

private:
    MultiLineString lines_;
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
    if (coordinates.size() > most_route_positions) {
        throw Error(ErrorKind::too_large, {},
                    "the route has more than " + std::to_string(most_route_positions) + " positions",
                    "simplify it, or send it in parts");
    }
    LineString line;
    line.reserve(coordinates.size());
    for (const json& value : coordinates)
        line.push_back(position_of(value));
    return line;
}

void add_geojson(const json& object, RouteLines& lines, int depth) {
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
            add_geojson(feature, lines, depth + 1);
    } else if (name == "Feature") {
        const json& geometry = member(object, "geometry");
        if (!geometry.is_null()) add_geojson(geometry, lines, depth + 1);
    } else if (name == "GeometryCollection") {
        for (const json& geometry : list("geometries"))
            add_geojson(geometry, lines, depth + 1);
    } else if (name == "LineString") {
        lines.add(line_of(member(object, "coordinates")));
    } else if (name == "MultiLineString") {
        for (const json& line : list("coordinates"))
            lines.add(line_of(line));
    } else if (name != "Point" && name != "MultiPoint") {
        throw refused("a " + name.substr(0, 40) + " is no route");
    }
}

MultiLineString read_geojson(std::string_view body) {
    RouteLines lines;
    try {
        add_geojson(json::parse(body), lines, 0);
    } catch (const json::parse_error& error) {
        throw refused("no JSON: it breaks at byte " + std::to_string(error.byte));
    } catch (const json::out_of_range&) {
        throw refused("a number in it is too large");
    }
    return std::move(lines).take();
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

/// The lines of one layer of a GPX file; true where it has any.
bool add_gpx_layer(GDALDataset& dataset, const char* name, RouteLines& lines, const gdal::ErrorTrap& trap) {
    OGRLayer* layer = dataset.GetLayerByName(name);
    bool any = false;
    while (layer) {
        const OGRFeatureUniquePtr feature{layer->GetNextFeature()};
        if (!trap.failure().empty()) throw refused("the GPX is broken: " + trap.failure());
        if (!feature) break;
        ReadGeometry read = from_ogr(feature->GetGeometryRef(), nullptr);
        if (!read.problem.empty()) throw refused(read.problem);
        auto* parts = std::get_if<MultiLineString>(&read.geometry);
        if (!parts) continue;
        for (LineString& line : *parts) {
            if (line.size() < 2) continue;  // a receiver switched on and off again
            lines.add(std::move(line));
            any = true;
        }
    }
    return any;
}

MultiLineString read_gpx(std::string_view body) {
    gdal::initialise();
    const gdal::ErrorTrap trap;
    const MemoryFile file(body);
    const std::array<const char*, 2> only_gpx{"GPX", nullptr};
    const gdal::DatasetPtr dataset{GDALDataset::Open(
        file.name().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, only_gpx.data())};
    if (!dataset) throw refused("it is no GPX" + (trap.failure().empty() ? std::string{} : ": " + trap.failure()));
    RouteLines lines;
    if (!add_gpx_layer(*dataset, "tracks", lines, trap)) add_gpx_layer(*dataset, "routes", lines, trap);
    return std::move(lines).take();
}

std::string_view without_mark_and_blanks(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const auto first = body.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view{} : body.substr(first);
}

MultiLineString read_layer(const std::string& source) {
    VectorSource layer(source);
    RouteLines lines;
    while (auto row = layer.next()) {
        if (!row->problem.empty()) throw bad_input(layer.place(row->record), row->problem, row->remedy);
        if (auto* parts = std::get_if<MultiLineString>(&row->geometry)) {
            for (LineString& line : *parts)
                lines.add(std::move(line));
        }
    }
    return std::move(lines).take();
}

}  // namespace

MultiLineString read_route(std::string_view body) {
    body = without_mark_and_blanks(body);
    if (body.empty()) throw refused("it is empty");
    if (body.front() == '{') return read_geojson(body);
    if (body.front() == '<') return read_gpx(body);
    throw refused("it is neither GeoJSON nor GPX");
}

MultiLineString read_route_file(const std::filesystem::path& file) {
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
