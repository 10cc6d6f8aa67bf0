// SPDX-License-Identifier: Apache-2.0
#include "data/gpkg_geometry.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>

#include "data/error.hpp"

namespace sanvat::data {

namespace {

static_assert(std::endian::native == std::endian::little, "the writer copies native numbers");

enum WkbType : std::uint32_t {
    wkb_point = 1,
    wkb_line = 2,
    wkb_polygon = 3,
    wkb_multi_point = 4,
    wkb_multi_line = 5,
    wkb_multi_polygon = 6,
};

constexpr std::int32_t srs_wgs84 = 4326;

template <typename T>
void put(std::string& out, T value) {
    std::array<char, sizeof(T)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(T));
    out.append(bytes.data(), bytes.size());
}

void put_head(std::string& out, WkbType type) {
    put(out, std::uint8_t{1});
    put(out, static_cast<std::uint32_t>(type));
}

void put_positions(std::string& out, std::span<const LonLat> positions) {
    put(out, static_cast<std::uint32_t>(positions.size()));
    for (const LonLat p : positions) {
        put(out, p.lon);
        put(out, p.lat);
    }
}

void put_wkb(std::string& out, LonLat point) {
    put_head(out, wkb_point);
    put(out, point.lon);
    put(out, point.lat);
}

void put_wkb(std::string& out, const MultiLineString& lines) {
    put_head(out, wkb_multi_line);
    put(out, static_cast<std::uint32_t>(lines.size()));
    for (const LineString& line : lines) {
        put_head(out, wkb_line);
        put_positions(out, line);
    }
}

void put_wkb(std::string& out, const MultiPolygon& polygons) {
    put_head(out, wkb_multi_polygon);
    put(out, static_cast<std::uint32_t>(polygons.size()));
    for (const Polygon& polygon : polygons) {
        put_head(out, wkb_polygon);
        put(out, static_cast<std::uint32_t>(1 + polygon.holes.size()));
        put_positions(out, polygon.outer);
        for (const Ring& hole : polygon.holes)
            put_positions(out, hole);
    }
}

void put_wkb(std::string& /*out*/, std::monostate /*none*/) {}

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorKind::bad_store, {}, std::string("geometry ") + why, "save the record again with its geometry");
}

/// Walks over WKB without ever reading past its end.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    /// `inside` is true for the parts of a multi-geometry, which hold no multi-geometries of their own.
    void read(Geometry& out, bool inside = false) {
        swap_ = take<std::uint8_t>() == 0;
        const auto [type, dimensions] = take_type();
        switch (type) {
            case wkb_point:
                out = take_point(dimensions);
                break;
            case wkb_line:
                append<MultiLineString>(out, take_positions(dimensions, 2));
                break;
            case wkb_polygon:
                append<MultiPolygon>(out, take_polygon(dimensions));
                break;
            case wkb_multi_point:
            case wkb_multi_line:
            case wkb_multi_polygon: {
                if (inside) refuse("is nested");
                const auto parts = take_count(5);
                for (std::uint32_t i = 0; i < parts; ++i)
                    read(out, true);
                break;
            }
            default:
                refuse("is of a type that sanvat does not hold");
        }
    }

private:
    struct Type {
        std::uint32_t base;
        std::uint32_t dimensions;
    };

    template <typename T>
    T take() {
        if (rest_.size() < sizeof(T)) refuse("is cut off");
        std::array<char, sizeof(T)> bytes{};
        std::memcpy(bytes.data(), rest_.data(), sizeof(T));
        if (swap_) std::ranges::reverse(bytes);
        rest_.remove_prefix(sizeof(T));
        return std::bit_cast<T>(bytes);
    }

    /// ISO (1001 = PointZ) and EWKB (high bits) alike.
    Type take_type() {
        auto code = take<std::uint32_t>();
        std::uint32_t dimensions = 2;
        dimensions += (code & 0x80000000U) ? 1U : 0U;
        dimensions += (code & 0x40000000U) ? 1U : 0U;
        code &= 0x0fffffffU;
        const std::uint32_t iso = code / 1000;
        dimensions += iso == 3 ? 2U : (iso > 0 ? 1U : 0U);
        return {code % 1000, dimensions};
    }

    std::uint32_t take_count(std::size_t least_bytes_each) {
        const auto count = take<std::uint32_t>();
        if (count > rest_.size() / least_bytes_each) refuse("is cut off");
        return count;
    }

    LonLat take_position(std::uint32_t dimensions) {
        const LonLat p{take<double>(), take<double>()};
        for (std::uint32_t i = 2; i < dimensions; ++i)
            static_cast<void>(take<double>());
        return p;
    }

    static LonLat checked(LonLat p) {
        if (!(std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90)) refuse("has a position outside the globe");
        return p;
    }

    /// WKB has no empty point but NaN.
    Geometry take_point(std::uint32_t dimensions) {
        const LonLat p = take_position(dimensions);
        if (std::isnan(p.lon) && std::isnan(p.lat)) return std::monostate{};
        return checked(p);
    }

    std::vector<LonLat> take_positions(std::uint32_t dimensions, std::uint32_t least) {
        const auto count = take_count(8UL * dimensions);
        if (count < least) refuse("has a line of too few positions");
        std::vector<LonLat> positions;
        positions.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i)
            positions.push_back(checked(take_position(dimensions)));
        return positions;
    }

    Polygon take_polygon(std::uint32_t dimensions) {
        const auto rings = take_count(4);
        Polygon polygon;
        for (std::uint32_t i = 0; i < rings; ++i) {
            auto ring = take_positions(dimensions, 4);
            if (ring.front() != ring.back()) refuse("has a ring that is not closed");
            if (i == 0) {
                polygon.outer = std::move(ring);
            } else {
                polygon.holes.push_back(std::move(ring));
            }
        }
        return polygon;
    }

    template <typename Multi>
    static void append(Geometry& out, typename Multi::value_type part) {
        if (!std::holds_alternative<Multi>(out)) out = Multi{};
        std::get<Multi>(out).push_back(std::move(part));
    }

    std::string_view rest_;
    bool swap_ = false;
};

/// Bytes of the envelope by the header's indicator (none, xy, xyz, xym, xyzm).
constexpr std::array<std::size_t, 5> envelope_bytes{0, 32, 48, 48, 64};

}  // namespace

std::string to_gpkg(const Geometry& geometry) {
    if (!has_geometry(geometry)) return {};
    std::string out = "GP";
    put(out, std::uint8_t{0});  // version
    const bool point = std::holds_alternative<LonLat>(geometry);
    put(out, static_cast<std::uint8_t>(point ? 0x01 : 0x03));  // little-endian, envelope xy unless a point
    put(out, srs_wgs84);
    if (!point) {
        const Envelope box = envelope_of(geometry);
        for (const double edge : {box.west, box.east, box.south, box.north})
            put(out, edge);
    }
    std::visit([&out](const auto& part) { put_wkb(out, part); }, geometry);
    return out;
}

Geometry from_gpkg(std::string_view blob) {
    if (blob.empty()) return std::monostate{};
    if (blob.size() < 8 || !blob.starts_with("GP")) refuse("is not in GeoPackage form");
    const auto flags = static_cast<std::uint8_t>(blob[3]);
    const std::size_t indicator = (flags >> 1) & 7U;
    if (indicator >= envelope_bytes.size()) refuse("has an unknown envelope");
    const std::size_t head = 8 + envelope_bytes[indicator];
    if (blob.size() < head) refuse("is cut off");
    if (flags & 0x10U) return std::monostate{};
    Geometry geometry;
    Reader(blob.substr(head)).read(geometry);
    if (auto* polygons = std::get_if<MultiPolygon>(&geometry)) *polygons = normalised(std::move(*polygons));
    return geometry;
}

}  // namespace sanvat::data
