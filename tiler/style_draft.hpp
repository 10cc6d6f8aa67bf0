// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/provenance_count.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/style_expression.hpp"
#include "tiler/style_records.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_plan.hpp"

// Belongs to the module.
namespace sanvat::tiler::style {

/// A layer of the plan that can be drawn.
struct Part {
    const ThemeLayer& theme;
    const SceneLayer& scene;
    Records records;
};

/// Calls for each variant of a part with the ending of its layers' names; what is less important comes first.
template <typename Visit>
void each_variant(const Part& part, Visit visit) {
    for (std::size_t v = part.theme.variants.size() + 1; v-- > 0;)
        visit(v, v == 0 ? std::string() : "-" + std::to_string(v));
}

/// What a MapLibre style has come to hold: its layers from the lowest up, what stands in the document itself, and what
/// is to be said of it. Theme and plan must outlive it.
class Draft {
public:
    Draft(const Theme& theme, const MapPlan& plan) : theme_(theme), plan_(plan) {}

    [[nodiscard]] const Theme& theme() const noexcept { return theme_; }
    /// None: units are not filled, so that other maps show through.
    [[nodiscard]] const std::optional<Colour>& background() const noexcept { return plan_.style->background; }

    /// On top of the others; stays until the next is added.
    Json& add_layer(std::string id, const char* type);
    /// The same, of records that meet the filter.
    Json& add_layer(std::string id, const char* type, const Records& records, ZoomRange zoom, Json filter);

    /// Puts records into the document under the name of that source. False where they are too many: then it says so.
    bool embed(const std::string& source, const SceneItems& items, const ThemeLayer& layer);
    /// The one place of each area, embedded under the name of that source; nothing where they are too many.
    [[nodiscard]] std::optional<Records> places_of(const Part& part, const std::string& source);

    /// Says why something is missing.
    void leave_out(const std::string& layer, const char* why);
    /// Says, once, what is only nearly the same as in pictures.
    void differs(std::string how);

    /// A value for each provenance, made from its mark.
    template <typename Value>
    [[nodiscard]] Json marked(const Part& part, Value value) const {
        std::array<Json, 3> values;
        for (const auto provenance : analysis::provenances)
            values[static_cast<std::size_t>(provenance)] = value(theme_.mark(provenance));
        return part.records.by_provenance(values);
    }

    std::vector<Part> parts;
    Json sources = Json::object();
    std::vector<Json> layers;
    std::vector<Json> left_out;
    std::vector<std::string> differences;

private:
    const Theme& theme_;
    const MapPlan& plan_;
};

}  // namespace sanvat::tiler::style
