// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "analysis/collection.hpp"

namespace sanvat::tiler {

/// One layer of the vector tile set `production`: a collection and those of its properties that styles and popups need.
struct VectorLayer {
    analysis::CollectionId collection;
    std::span<const std::string_view> attributes;  ///< those of every zoom first
    std::size_t always;  ///< so many of them are in tiles of every zoom: what symbols and the first names need
    int detail_zoom;     ///< the rest comes from this zoom on, before any style writes it

    /// What tiles of the zoom have, besides `id`.
    [[nodiscard]] std::span<const std::string_view> attributes_at(int zoom) const noexcept {
        return zoom < detail_zoom ? attributes.first(always) : attributes;
    }
    /// The collection's name.
    [[nodiscard]] std::string_view id() const noexcept { return analysis::collection(collection).name; }
    [[nodiscard]] bool is_units() const noexcept {
        return collection == analysis::CollectionId::communes || collection == analysis::CollectionId::districts;
    }
};

/// All layers in drawing order.
[[nodiscard]] std::span<const VectorLayer> vector_layers() noexcept;
[[nodiscard]] const VectorLayer* find_vector_layer(std::string_view id) noexcept;

}  // namespace sanvat::tiler
