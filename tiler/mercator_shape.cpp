// SPDX-License-Identifier: Apache-2.0
#include "tiler/mercator_shape.hpp"

#include <algorithm>
#include <limits>

namespace sanvat::tiler {

namespace {

struct Projector {
    MercatorShape operator()(std::monostate) const { return {}; }
    MercatorShape operator()(data::LonLat point) const { return to_mercator(point); }
    MercatorShape operator()(const data::MultiLineString& lines) const {
        std::vector<MercatorLine> result;
        for (const auto& line : lines)
            result.push_back(project(line));
        return result;
    }
    MercatorShape operator()(const data::MultiPolygon& polygons) const {
        std::vector<MercatorPolygon> result;
        for (const auto& polygon : polygons) {
            MercatorPolygon rings{project(polygon.outer)};
            for (const auto& hole : polygon.holes)
                rings.push_back(project(hole));
            result.push_back(std::move(rings));
        }
        return result;
    }
};

struct Boxer {
    MercatorBox box{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
                    -std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

    void operator()(std::monostate) noexcept {}
    void operator()(MercatorPoint p) noexcept {
        box = {std::min(box.west, p.x), std::min(box.south, p.y), std::max(box.east, p.x), std::max(box.north, p.y)};
    }
    void operator()(const std::vector<MercatorLine>& lines) noexcept {
        for (const auto& line : lines) {
            for (const auto p : line)
                (*this)(p);
        }
    }
    void operator()(const std::vector<MercatorPolygon>& polygons) noexcept {
        for (const auto& polygon : polygons)
            (*this)(polygon);
    }
};

}  // namespace

MercatorLine project(const data::LineString& line) {
    MercatorLine result;
    result.reserve(line.size());
    for (const auto position : line)
        result.push_back(to_mercator(position));
    return result;
}

MercatorShape project(const data::Geometry& geometry) {
    return std::visit(Projector{}, geometry);
}

MercatorBox box_of(const MercatorShape& shape) {
    Boxer boxer;
    std::visit(boxer, shape);
    return boxer.box;
}

}  // namespace sanvat::tiler
