// SPDX-License-Identifier: Apache-2.0
#include "tiler/painted_content.hpp"

#include <algorithm>
#include <mapnik/feature.hpp>
#include <mapnik/feature_kv_iterator.hpp>
#include <mapnik/geometry.hpp>
#include <mapnik/util/variant.hpp>

namespace sanvat::tiler {

namespace {

namespace mg = mapnik::geometry;

using Points = std::vector<mg::point<double>>;

bool meets(const mg::point<double>& a, const mg::point<double>& b, const MercatorBox& box) noexcept {
    const auto [west, east] = std::minmax(a.x, b.x);
    const auto [south, north] = std::minmax(a.y, b.y);
    return MercatorBox{west, south, east, north}.intersects(box);
}

bool near(const Points& line, const MercatorBox& box) noexcept {
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (meets(line[i - 1], line[i], box)) return true;
    }
    return false;
}

/// True where a ray from the place to the west crosses the edge.
bool crosses(const mg::point<double>& a, const mg::point<double>& b, double x, double y) noexcept {
    if ((a.y > y) == (b.y > y)) return false;
    return a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x) < x;
}

/// True where the ring goes round the middle of the box.
bool surrounds(const Points& ring, const MercatorBox& box) noexcept {
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (crosses(ring[i - 1], ring[i], (box.west + box.east) / 2, (box.south + box.north) / 2)) inside = !inside;
    }
    return inside;
}

/// Adds a shape and says whether it is seen; adds nothing where it is not.
class ShapeContent {
public:
    ShapeContent(ContentBytes& content, const MercatorBox& line_box, const MercatorBox& box, bool dashed)
        : content_(content), line_box_(line_box), box_(box), dashed_(dashed) {}

    bool operator()(const mg::geometry_empty& /*shape*/) const { return false; }

    bool operator()(const mg::point<double>& place) const {
        add(place);
        return true;
    }

    bool operator()(const mg::line_string<double>& line) const {
        if (near(line, line_box_)) add(line);
        return near(line, line_box_);
    }

    bool operator()(const mg::polygon<double>& polygon) const {
        bool inside = surrounds(polygon.exterior_ring, box_);
        bool seen = near(polygon.exterior_ring, box_);
        for (const auto& hole : polygon.interior_rings) {
            inside = inside != surrounds(hole, box_);
            seen = seen || near(hole, box_);
        }
        if (!inside && !seen) return false;
        content_.add(inside ? 1 : 0);
        add_outline(polygon.exterior_ring);
        for (const auto& hole : polygon.interior_rings)
            add_outline(hole);
        return true;
    }

    bool operator()(const mg::geometry<double>& shape) const { return mapnik::util::apply_visitor(*this, shape); }

    /// Of several shapes, each that is seen.
    template <typename Shapes>
    bool operator()(const Shapes& shapes) const {
        bool seen = false;
        for (const auto& shape : shapes)
            seen = (*this)(shape) || seen;
        return seen;
    }

private:
    /// Of a ring, the edges that are seen: with the side on which the middle of the box lies they say all. But where
    /// the dashes lie depends on every edge.
    void add_outline(const Points& ring) const {
        if (dashed_) return add(ring);
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (!meets(ring[i - 1], ring[i], box_)) continue;
            add(ring[i - 1]);
            add(ring[i]);
        }
        content_.add("end");
    }

    void add(const Points& points) const {
        content_.add(points.size());
        for (const auto& point : points)
            add(point);
    }

    void add(const mg::point<double>& point) const {
        content_.add(point.x);
        content_.add(point.y);
    }

    ContentBytes& content_;
    const MercatorBox& line_box_;
    const MercatorBox& box_;
    const bool dashed_;
};

}  // namespace

bool add_painted(ContentBytes& content, mapnik::Featureset& features, const MercatorBox& line_box,
                 const MercatorBox& box, bool dashed) {
    const ShapeContent shape(content, line_box, box, dashed);
    bool seen = false;
    while (const mapnik::feature_ptr feature = features.next()) {
        if (!shape(feature->get_geometry())) continue;
        seen = true;
        for (const auto& [name, value] : *feature) {
            content.add(name);
            content.add(value.to_string());
        }
    }
    return seen;
}

}  // namespace sanvat::tiler
