// SPDX-License-Identifier: Apache-2.0
#include "data/table_writer.hpp"

#include <fstream>
#include <optional>

#include "data/error.hpp"
#include "data/layer_writer.hpp"
#include "data/output_file.hpp"
#include "data/table_csv.hpp"

namespace sanvat::data {

namespace {

constexpr std::int64_t most_sheet_rows = 1'048'575;  // what XLSX and ODS hold below their header

/// The point as two columns more.
void append_place(Row& row) {
    const auto* point = std::get_if<LonLat>(&row.geometry);
    row.values.push_back(point ? Value{point->lon} : Value{});
    row.values.push_back(point ? Value{point->lat} : Value{});
    row.geometry = {};
}

}  // namespace

struct TableWriter::Impl {
    Impl(const std::filesystem::path& target, TableHead given)
        : file(target), head(std::move(given)), folder(target), ending(ending_of(target)) {
        sheet = ending == "xlsx" || ending == "ods";
        adds_place = (sheet || ending == "csv") && head.points && !head.places_in_columns;
        if (adds_place) {
            head.columns.push_back({"lon", ValueType::number});
            head.columns.push_back({"lat", ValueType::number});
        }
        if (ending == "csv") {
            csv.open(folder.file(), std::ios::binary);
            line = to_csv({.name = {}, .columns = head.columns, .rows = {}, .spatial = false});
            return;
        }
        gdal::initialise();
        layer.emplace(
            LayerPlan{
                .name = head.name, .columns = head.columns, .geometry = sheet || !head.points ? wkbNone : wkbPoint},
            driver_for(ending), folder.file().string(), target);
    }

    std::filesystem::path file;
    TableHead head;
    WorkFolder folder;
    std::string ending;
    bool sheet = false;
    bool adds_place = false;
    std::int64_t rows = 0;
    std::ofstream csv;
    std::string line;  ///< CSV on its way to the file
    std::optional<LayerWriter> layer;

    void flush() {
        csv.write(line.data(), static_cast<std::streamsize>(line.size()));
        line.clear();
        if (!csv) throw disk_failure(file, "cannot be written");
    }
};

TableWriter::TableWriter(const std::filesystem::path& file, TableHead head)
    : impl_(std::make_unique<Impl>(file, std::move(head))) {}

TableWriter::~TableWriter() = default;

void TableWriter::write(const Row& row) {
    Row extended;
    const Row* written = &row;
    if (impl_->adds_place) {
        extended = row;
        append_place(extended);
        written = &extended;
    }
    ++impl_->rows;
    if (impl_->layer) {
        if (impl_->sheet && impl_->rows > most_sheet_rows) {
            throw bad_value("out", "." + impl_->ending + " files hold no more than 1,048,575 rows",
                            "choose another format, as .csv or .gpkg");
        }
        impl_->layer->write(*written, nullptr);
        return;
    }
    append_csv(impl_->line, *written);
    constexpr std::size_t block = 1 << 16;
    if (impl_->line.size() >= block) impl_->flush();
}

void TableWriter::commit() {
    if (impl_->layer) {
        impl_->layer->finish();
    } else {
        impl_->flush();
        impl_->csv.close();
        if (!impl_->csv) throw disk_failure(impl_->file, "cannot be written");
    }
    impl_->folder.release();
}

}  // namespace sanvat::data
