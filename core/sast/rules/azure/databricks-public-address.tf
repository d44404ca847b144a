resource "azurerm_databricks_workspace" "bad0" {
  name = "bad0"
  custom_parameters {
    # ruleid: terraform-databricks-public-address
    no_public_ip = false
  }
}

resource "azurerm_databricks_workspace" "good" {
  name = "good"
  custom_parameters {
    # ok: terraform-databricks-public-address
    no_public_ip = true
  }
}

resource "contoso_order" "other" {
  name = "other"
  custom_parameters {
    # ok: terraform-databricks-public-address
    no_public_ip = false
  }
}
