// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: the properties of records that a theme file speaks of.
#pragma once

#include <string>
#include <string_view>

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"

// What reads sections throws bad_input like them, and for a property that the layer's records do not have.
namespace sanvat::tiler::theme_file {

/// True where the layer's records have that property. What maps draw besides collections has properties too, so that
/// themes can tell them apart.
[[nodiscard]] bool has_property(const ThemeLayer& layer, std::string_view property);

/// The name of such a property, or "id".
[[nodiscard]] std::string property_or_id(data::TomlSection& part, std::string_view key, const ThemeLayer& layer);

/// One property with the values that it may have.
[[nodiscard]] analysis::PropertyCondition condition(data::TomlSection part, const ThemeLayer& layer);

}  // namespace sanvat::tiler::theme_file
