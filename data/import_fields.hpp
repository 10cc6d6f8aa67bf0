// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the fields that records of each kind can have, as mapping files name them.
#pragma once

#include <span>

#include "data/import_kind.hpp"
#include "data/mapping.hpp"

namespace sanvat::data {

/// Field names are those of the store's columns. Besides them: `unit`, `unit_code`, `district` and `unit_date` say the
/// declared unit in pieces; `lon`, `lat` and `wkt` are the columns of a table's places.
[[nodiscard]] std::span<const FieldSpec> import_fields(ImportKind kind);

}  // namespace sanvat::data
